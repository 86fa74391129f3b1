import { originalOf } from '@/experiment/data/positions';
import type { RunTarget } from '@/run/types';
import { type CsvCell, csvText } from './csv';

/** The answers to a set of images, as they are exported: a row an image. */
export interface Predictions {
  /** The images' positions in the data set: its training file first, then its test file. */
  indices: ArrayLike<number>;
  /** Images in the training file. */
  trainCount: number;
  /** Right classes. */
  targets: ArrayLike<number>;
  /** images * classes numbers. */
  probabilities: Float32Array;
}

/** Between the names of several classes in one cell. */
const SEPARATOR = ' | ';

/**
 * Predictions as CSV: `set` ("train" or "test": the file that the image is in; "copy of train" for a changed copy), `index` (its position in that file, from 0), `label`, `predicted`, then
 * the probability of each class (column `p_<class>`), in all digits that a 32-bit float has.
 *
 * @param predicted the classes that an image is given under the decision rule in force: one, or where each class is decided by itself none or several
 */
export function predictionsCsv(
  { indices, trainCount, targets, probabilities }: Predictions,
  names: readonly string[],
  predicted: (image: number) => readonly number[],
): string {
  const heading = ['set', 'index', 'label', 'predicted', ...names.map((name) => `p_${name}`)];
  const nameOf = (target: number) => names[target] ?? '';
  const rows = Array.from(targets, (target, image): CsvCell[] => {
    const position = indices[image] ?? 0;
    const row = probabilities.subarray(image * names.length, (image + 1) * names.length);
    return [...placeOf(position, trainCount), nameOf(target), predicted(image).map(nameOf).join(SEPARATOR), ...Array.from(row, shortest)];
  });
  return csvText([heading, ...rows]);
}

function placeOf(position: number, trainCount: number): [string, number] {
  const original = originalOf(position);
  if (original !== null) return ['copy of train', original];
  return position < trainCount ? ['train', position] : ['test', position - trainCount];
}

/**
 * Predicted numbers as CSV: `set` and `index` as above, then the true number, the predicted one, and their difference (true - predicted), in all digits
 * that a 64-bit float has.
 */
export function numbersCsv(
  { indices, trainCount }: Pick<Predictions, 'indices' | 'trainCount'>,
  { target, truth, predicted }: { target: Pick<RunTarget, 'name'>; truth: Float64Array; predicted: Float64Array },
): string {
  const rows = Array.from(truth, (value, row): CsvCell[] => {
    const position = indices[row] ?? 0;
    return [...placeOf(position, trainCount), value, predicted[row]!, value - predicted[row]!];
  });
  return csvText([['set', 'index', target.name, 'predicted', 'residual'], ...rows]);
}

/** Nine significant digits tell any two 32-bit floats apart. */
const shortest = (value: number): number => Number(value.toPrecision(9));
