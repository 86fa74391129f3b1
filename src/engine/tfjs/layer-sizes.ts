import type { PlannedLayer } from '@/experiment/network/plan';
import { sizeOf } from '@/experiment/network/shape';
import { tfjsLayer } from './layers';
import type { InnerTensor } from './layers/layer';

/** The largest tensor that a layer makes for one image, the patches under a convolution's filters apart: its output, or one before it. */
export function largestTensor({ layer, inputShape, outputShape }: PlannedLayer): InnerTensor {
  const output = { what: 'output', numbers: sizeOf(outputShape ?? []) };
  const inside = tfjsLayer(layer).largestInside?.(layer, inputShape ?? [], outputShape ?? []);
  return inside && inside.numbers > output.numbers ? inside : output;
}
