import { datasetInfo } from '@/experiment/data/datasets';
import { MOST_CLASSES } from '@/experiment/data/item-shape';
import { LONGEST_NAME } from '@/experiment/data/own';
import { OpeningError } from './opening';

/** Labels as positions among those that occur. */
export interface CompactLabels {
  /** The labels that occur in either part, in order. */
  occurring: number[];
  train: Uint8Array;
  test: Uint8Array;
}

/**
 * Numbers the labels that occur from 0 on: files may leave some out (EMNIST's letters begin with 1).
 * Throws an OpeningError where they are more than a data set may have, or no whole numbers.
 */
export function compactLabels(train: ArrayLike<number>, test: ArrayLike<number>): CompactLabels {
  const seen = new Set<number>();
  for (const labels of [train, test]) for (let i = 0; i < labels.length; i++) seen.add(labels[i]!);
  if (seen.size > MOST_CLASSES) {
    throw new OpeningError(`There are ${seen.size} different labels, and at most ${MOST_CLASSES} classes are possible. Are these labels?`);
  }
  const broken = [...seen].find((label) => !Number.isInteger(label));
  if (broken !== undefined) throw new OpeningError(`Labels are whole numbers, one for each class, and one of these is ${broken}.`);
  const occurring = [...seen].toSorted((a, b) => a - b);
  const place = new Map(occurring.map((label, at) => [label, at]));
  const placed = (labels: ArrayLike<number>) => Uint8Array.from(labels, (label) => place.get(label) ?? 0);
  return { occurring, train: placed(train), test: placed(test) };
}

const DIGITS = datasetInfo('mnist').classNames;
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const SMALL = [...'abcdefghijklmnopqrstuvwxyz'];

/** Names of the labels of data sets that are known by the names of their files, by label. */
const KNOWN: readonly { files: RegExp; names: readonly string[] }[] = [
  { files: /emnist.*letters/i, names: ['', ...CAPITALS] },
  { files: /emnist.*byclass/i, names: [...DIGITS, ...CAPITALS, ...SMALL] },
  { files: /emnist.*(balanced|bymerge)/i, names: [...DIGITS, ...CAPITALS, ...'abdefghnqrt'] },
  { files: /kmnist|kuzushiji/i, names: datasetInfo('kmnist').classNames },
  { files: /fashion/i, names: datasetInfo('fashion-mnist').classNames },
  { files: /cifar/i, names: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'] },
];

/** What the classes of labels are called: as the data set of that name has them, else by their number. `from` is the names of the files. */
export function labelNames(occurring: readonly number[], from: string): string[] {
  const names = KNOWN.find(({ files }) => files.test(from))?.names ?? [];
  return occurring.map((label) => (names[label] || String(label)).slice(0, LONGEST_NAME));
}
