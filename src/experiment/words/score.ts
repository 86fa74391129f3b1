import { isNumberTask } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import type { DataSpec } from '@/experiment/data/types';
import { formatPercent, formatShare, NO_NUMBER, withMinus } from './numbers';

/** How the second figure of a score is spoken of: accuracy where classes are predicted, R2 where a number is. */
export interface ScoreWords {
  title: 'Accuracy' | 'R2';
  /** Within a sentence or a name: "Test accuracy", "Test R2". */
  word: 'accuracy' | 'R2';
  /** In programs and files. */
  name: 'accuracy' | 'r2';
  help: string;
  /** `digits` after the point of a percentage; R2 always has three. */
  format(value: number | null | undefined, digits?: number): string;
  /** What should happen while a network learns. */
  hope: string;
  /** Beside an axis. */
  tick(value: number): string;
  /** The lowest value that an axis shows. */
  lowest: number;
  /** A number is predicted, whose errors have a unit. */
  ofNumber: boolean;
}

export const ACCURACY: Omit<ScoreWords, 'help'> = {
  title: 'Accuracy',
  word: 'accuracy',
  name: 'accuracy',
  hope: 'Loss should go down and accuracy up.',
  format: formatPercent,
  tick: formatShare,
  lowest: 0,
  ofNumber: false,
};

const accuracyOf = (items: string): ScoreWords => ({ ...ACCURACY, help: `The share of ${items} that got the right class.` });

/** By what the items of a data set are called. */
const ACCURACIES = { image: accuracyOf('images'), row: accuracyOf('rows') };

const R2: ScoreWords = {
  title: 'R2',
  word: 'R2',
  name: 'r2',
  hope: 'Loss should go down and R2 up.',
  help: 'The share of the variance that is explained (R², the coefficient of determination): 1 is perfect, 0 is no better than always saying the mean.',
  format: formatR2,
  tick: (value) => withMinus(String(Number(value.toFixed(3)))),
  // A prediction that is far worse than the mean says nothing more, and would press everything else together.
  lowest: -1,
  ofNumber: true,
};

/** Three decimals, as scikit-learn's users read it; far below 0 no digits count. */
export function formatR2(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_NUMBER;
  return withMinus(value < -1000 ? value.toExponential(1) : (Number(value.toFixed(3)) || 0).toFixed(3));
}

/** The words for what a task is scored by: the same object each time, since charts are drawn anew for another one. */
export const scoreWords = (data: Pick<DataSpec, 'dataset' | 'task'>): ScoreWords => (isNumberTask(data) ? R2 : ACCURACIES[itemName(data)]);

/** A score where the heading says accuracy and some of the runs predict a number: "86.4%", "R2 0.978". */
export const scoreInWords = (data: Pick<DataSpec, 'task'>, value: number | null | undefined, digits = 1): string =>
  isNumberTask(data) ? `R2 ${formatR2(value)}` : formatPercent(value, digits);

/**
 * A number in the target's unit, in digits that can be compared at a glance: "2,788 ₹", "0.314".
 *
 * @param beside the largest number that it stands beside: all in a column have the digits of that one
 */
export function formatInUnit(value: number | null | undefined, unit: string, beside: number = value ?? 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_NUMBER;
  const size = Math.max(Math.abs(value), Math.abs(beside));
  const digits = size >= 1000 ? 0 : size >= 1 ? 2 : 4;
  const rounded = Number(value.toFixed(digits)) || 0;
  const words = withMinus(
    Math.abs(value) >= 1e12 ? value.toExponential(3) : rounded.toLocaleString('en', { maximumFractionDigits: digits }),
  );
  return unit ? `${words} ${unit}` : words;
}
