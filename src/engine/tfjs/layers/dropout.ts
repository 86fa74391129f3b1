import type { DropoutLayer } from '@/experiment/network/kinds/dropout';
import type { TfjsLayer } from './layer';

/** In training, drops a share of the inputs and scales the rest by 1 / (1 - rate), with the mask of src/engine/dropout.ts. */
export const dropout: TfjsLayer<DropoutLayer> = {
  run({ rate }, input, _weights, { device, training, dropoutKey }) {
    if (!training || rate === 0) return { output: input, backward: (dy) => ({ input: dy, weights: [] }) };
    return {
      output: device.dropout(input, dropoutKey, rate),
      // The mask is drawn anew: that is cheaper than to keep it.
      backward: (dy, wantInput) => ({ input: wantInput ? device.dropout(dy, dropoutKey, rate) : null, weights: [] }),
    };
  },
};
