import type { PreparedAugmentation } from '@/dataset/types';
import type { Augmentation } from '@/experiment/data/types';

/**
 * Which images an Experiment's augmentation concerns; `null` where it changes nothing.
 *
 * @param labels the data set's own label of every image
 * @param train positions of the training images: no other image is ever changed
 * @param trainedCopies positions of those that are copied, where the split decides that; else those of the chosen classes are
 */
export function prepareAugmentation(
  { steps, mode, classes }: Augmentation,
  labels: Uint8Array,
  { train, trainedCopies }: { train: Uint32Array; trainedCopies: Uint32Array | null },
  seed: number,
): PreparedAugmentation | null {
  if (steps.length === 0) return null;
  const chosen = mode === 'addCopies' ? trainedCopies : null;
  const concerned = chosen ?? (classes === null ? train : train.filter((i) => classes.includes(labels[i]!)));
  if (concerned.length === 0) return null;
  const inPlace = new Uint8Array(labels.length);
  if (mode === 'addCopies') return { steps, seed, inPlace, copies: concerned.slice() };
  for (const i of concerned) inPlace[i] = 1;
  return { steps, seed, inPlace, copies: new Uint32Array(0) };
}
