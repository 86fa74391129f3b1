import type { PreparedAugmentation } from '@/dataset/types';
import type { Augmentation } from '@/experiment/data/types';

/** What augmentation needs to know of the images, all of them in one block: the data set's, held-out copies, then added drawings. */
interface Images extends Pick<PreparedAugmentation, 'labels' | 'classNames' | 'firstAdded'> {
  /** Positions of the training images: no other image of the data set is ever changed. */
  train: Uint32Array;
  /** Positions of those that are copied, where the split decides that; else those of the chosen classes are. */
  trainedCopies: Uint32Array | null;
  /** How many times each added drawing is shown in an epoch. */
  times: number;
}

/** Which images an Experiment's augmentation concerns, and what is added to each epoch; `null` where nothing is changed or added. */
export function prepareAugmentation(
  { steps, mode, classes }: Augmentation,
  { labels, classNames, firstAdded, train, trainedCopies, times }: Images,
  seed: number,
): PreparedAugmentation | null {
  const ofClasses = () => (classes === null ? train : train.filter((i) => classes.includes(labels[i]!)));
  const chosen = mode === 'addCopies' ? trainedCopies : null;
  const concerned = steps.length === 0 ? new Uint32Array(0) : (chosen ?? ofClasses());
  const added = labels.length - firstAdded;
  if (concerned.length === 0 && added === 0) return null;
  const inPlace = new Uint8Array(labels.length);
  if (mode === 'inPlace') for (const i of concerned) inPlace[i] = 1;
  const copies = mode === 'inPlace' ? [] : concerned;
  const showings = Array.from({ length: times * added }, (_, k) => firstAdded + (k % added));
  return { labels, classNames, firstAdded, steps, seed, inPlace, copies: Uint32Array.from([...copies, ...showings]) };
}
