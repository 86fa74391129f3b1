import { KINDS } from './kinds';
import type { PlannedLayer } from './plan';

/** Kinds that change each number of a map by itself, so that a convolution is shown behind them. */
const KEEPS_PLACES = new Set(['activation', 'batchNormalization', 'dropout']);

/**
 * Position of the layer that Grad-CAM looks at: the last convolution, with the activation and the normalization that follow it (Selvaraju et al.
 * 2017 take the last convolutional layer, whose maps still have places). `null` where the network has none.
 */
export function explainingLayer(layers: readonly PlannedLayer[]): number | null {
  const convolution = layers.findLastIndex(({ layer }) => KINDS[layer.kind].group === 'convolution');
  if (convolution < 0) return null;
  let last = convolution;
  while (KEEPS_PLACES.has(layers[last + 1]?.layer.kind ?? '')) last++;
  return last;
}
