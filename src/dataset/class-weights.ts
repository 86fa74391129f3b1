import type { ClassWeights } from '@/experiment/training/types';
import type { PreparedData } from './types';

/**
 * How much a training image of each class counts; `null` where all count alike. `balanced` counts what an epoch goes through, copies
 * included, under the targets that it is trained with: images / (classes * images of the class), of the classes that occur, so that an
 * image counts 1 on average. A class that does not occur gets 0.
 */
export function classWeightsOf(
  spec: ClassWeights,
  { targets, train, augmentation, classNames }: Pick<PreparedData, 'targets' | 'train' | 'augmentation' | 'classNames'>,
): Float32Array | null {
  if (spec.kind === 'none') return null;
  const classes = classNames.map((_, k) => k);
  if (spec.kind === 'custom') return unlessEven(classes.map((k) => spec.weights[k] ?? 1));
  const counts = classes.map(() => 0);
  for (const i of [...train, ...(augmentation?.copies ?? [])]) counts[targets[i]!]!++;
  const images = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  return unlessEven(counts.map((count) => (count > 0 ? images / (present * count) : 0)));
}

const unlessEven = (weights: number[]): Float32Array | null =>
  weights.every((weight) => weight === 1) ? null : Float32Array.from(weights);
