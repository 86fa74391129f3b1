import { kindOf } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import { windowStart } from '@/experiment/network/receptive-field';
import type { ChannelWeights } from '@/stores/types';

/** What arrives at a layer: a map [height, width, channels], of which the first `shown` channels are there. */
export interface LayerInput {
  shape: readonly number[];
  values: ArrayLike<number>;
  shown: number;
}

/** What one channel of a layer's input brings to one number of its output. */
export interface InputPart {
  /** The channel of the layer's input. */
  input: number;
  /** Numbers under the kernel, row by row; NaN in the zeros around the map. */
  patch: Float32Array;
  kernel: Float32Array;
  /** Each number times its weight. */
  products: Float32Array;
  sum: number;
}

/** How one number of a convolution's output comes about, before its activation. */
export interface PlaceSums {
  /** Every input, the one that brings most first. */
  parts: InputPart[];
  /** All of it with the bias; `null` where inputs are missing because there are too many to be shown. */
  total: number | null;
  size: number;
}

/** What a kernel makes of its input at one place; `null` of a layer without a kernel. */
export function placeSums(
  { layer, inputShape, outputShape }: PlannedLayer,
  weights: ChannelWeights,
  input: LayerInput,
  place: readonly [row: number, column: number],
): PlaceSums | null {
  const sight = kindOf(layer).sight(layer);
  if (sight.of !== 'window' || weights.kind !== 'kernel' || !inputShape || !outputShape) return null;
  const start = windowStart(sight, inputShape, outputShape, place);
  const area = weights.height * weights.width;
  const parts = weights.inputs.flatMap((channel, k): InputPart[] => {
    if (channel >= input.shown) return [];
    const kernel = weights.values.subarray(k * area, (k + 1) * area);
    const patch = patchOf(input, channel, start, sight.size);
    const products = kernel.map((weight, i) => weight * (patch[i] ?? 0));
    return [{ input: channel, patch, kernel, products, sum: products.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0) }];
  });
  const whole = parts.length === weights.inputs.length;
  const total = whole ? parts.reduce((sum, part) => sum + part.sum, weights.bias ?? 0) : null;
  return { parts: parts.sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)), total, size: sight.size };
}

/** What a dense unit makes of the row that arrives; `null` of other layers, and where more numbers arrive than are here. */
export function unitSums({ layer, inputShape }: PlannedLayer, weights: ChannelWeights, input: LayerInput): PlaceSums | null {
  const [inputs = 0] = inputShape ?? [];
  if (layer.kind !== 'dense' || inputShape?.length !== 1 || weights.values.length !== inputs || input.values.length !== inputs) return null;
  const patch = Float32Array.from(input.values);
  const products = patch.map((x, i) => x * (weights.values[i] ?? 0));
  const sum = products.reduce((all, one) => all + one, 0);
  return { parts: [{ input: 0, patch, kernel: weights.values, products, sum }], total: sum + (weights.bias ?? 0), size: 1 };
}

/** Numbers of one channel under a window. */
export function patchOf(
  { shape, values, shown }: LayerInput,
  channel: number,
  [top, left]: readonly [number, number],
  size: number,
): Float32Array {
  const [height = 0, width = 0] = shape;
  return Float32Array.from({ length: size * size }, (_, i) => {
    const row = top + Math.floor(i / size);
    const column = left + (i % size);
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? (values[(row * width + column) * shown + channel] ?? 0) : Number.NaN;
  });
}
