import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { kindOf } from '@/experiment/network/kinds';
import type { PlannedLayer } from '@/experiment/network/plan';
import { sizeOf } from '@/experiment/network/shape';
import { OUTPUT_ID } from '@/experiment/network/types';
import { largestTensor } from './layer-sizes';

/**
 * What of a network does not fit a graphics card whose textures are at most `maxTextureSize` pixels on a side, in words that name the layer and
 * the limit. A tensor lies in one texture, one number a pixel.
 */
export function textureProblems(experiment: Experiment, maxTextureSize: number): string[] {
  return planOf(experiment).layers.flatMap((entry) => layerProblems(entry, experiment.training.batchSize, maxTextureSize));
}

function layerProblems(entry: PlannedLayer, batchSize: number, maxTextureSize: number): string[] {
  const limit = maxTextureSize ** 2;
  const weights = Math.max(0, ...entry.weights.map((spec) => sizeOf(spec.shape)));
  if (weights > limit) return [problem(entry, `${numbers(weights)} weights`, weights, maxTextureSize)];
  const largest = largestTensor(entry);
  const size = batchSize * largest.numbers;
  if (size > limit)
    return [problem(entry, `${largest.what} of ${numbers(size)} numbers for a batch of ${batchSize}`, size, maxTextureSize)];
  const patches = batchSize * patchNumbers(entry);
  // Patches lie four to a pixel.
  if (patches <= 4 * limit) return [];
  return [problem(entry, `${numbers(patches)} numbers under its filters for a batch of ${batchSize}`, patches / 4, maxTextureSize)];
}

/** Numbers of the matrix that a convolution lays its input out in, one copy for each place of each filter's window; for one image. */
function patchNumbers({ layer, inputShape, outputShape }: PlannedLayer): number {
  if (layer.kind !== 'conv2d' || !inputShape || !outputShape) return 0;
  const [height = 0, width = 0] = outputShape;
  return height * width * layer.kernelSize ** 2 * (inputShape[2] ?? 0);
}

function problem({ layer }: PlannedLayer, what: string, size: number, maxTextureSize: number): string {
  const side = Math.ceil(Math.sqrt(size));
  const name = layer.id === OUTPUT_ID ? 'The output layer' : `${kindOf(layer).title} (${kindOf(layer).summary(layer)})`;
  return `${name}: its ${what} need a texture of ${numbers(side)} × ${numbers(side)}; this graphics card allows ${numbers(maxTextureSize)} × ${numbers(maxTextureSize)}.`;
}

const numbers = (count: number) => Math.round(count).toLocaleString('en');
