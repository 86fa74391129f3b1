import type { GruLayer } from '@/experiment/network/kinds/gru';
import { resetAfter } from './shared/gru-reset-after';
import { resetBefore } from './shared/gru-reset-before';
import { recurrent } from './shared/recurrent';

/** Gated recurrent unit, with the reset gate before or behind the product with the recurrent kernel. */
export const gru = recurrent<GruLayer>(3, (device, layer, weights, batch) =>
  (layer.resetAfter ? resetAfter : resetBefore)(device, layer, weights, batch),
);
