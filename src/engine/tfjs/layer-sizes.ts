import { sizeOf } from '@/experiment/network/kinds/kind';
import type { NetworkLayer } from '@/experiment/network/network';

/** The largest tensor that a layer makes for one image, the patches under a convolution's filters apart. */
export interface LargestTensor {
  /** In a word. */
  what: string;
  numbers: number;
}

/** A layer's output, or what it works out before where that is larger. */
export function largestTensor(entry: NetworkLayer): LargestTensor {
  const output = { what: 'output', numbers: sizeOf(entry.outputShape ?? []) };
  const before = tensorBefore(entry);
  return before && before.numbers > output.numbers ? before : output;
}

/** The sums of a recurrent layer's gates, made for all steps at once; the map of a separable convolution before its channels are mixed. */
function tensorBefore({ layer, inputShape, outputShape, weights }: NetworkLayer): LargestTensor | null {
  if ('returnSequences' in layer) return { what: 'gates', numbers: (inputShape?.[0] ?? 0) * (weights[0]?.shape[1] ?? 0) };
  if (layer.kind !== 'separableConv2d') return null;
  const places = sizeOf(outputShape?.slice(0, 2) ?? []);
  return { what: 'filtered map', numbers: places * (inputShape?.[2] ?? 0) * layer.depthMultiplier };
}
