import { isNumberTask } from '@/experiment/data/classes';
import { itemName } from '@/experiment/data/labels';
import type { DataSpec } from '@/experiment/data/types';
import { formatPercent, formatShare, NO_NUMBER } from './numbers';

/** How the second figure of a score is spoken of: accuracy where classes are predicted, R2 where a number is. */
export interface ScoreWords {
  title: 'Accuracy' | 'R2';
  /** Within a sentence or a name: "Test accuracy", "Test R2". */
  word: 'accuracy' | 'R2';
  help: string;
  format(value: number | null | undefined): string;
  /** What should happen while a network learns. */
  hope: string;
  /** Beside an axis. */
  tick(value: number): string;
}

export const ACCURACY: Omit<ScoreWords, 'help'> = {
  title: 'Accuracy',
  word: 'accuracy',
  hope: 'Loss should go down and accuracy up.',
  format: formatPercent,
  tick: formatShare,
};

const R2: ScoreWords = {
  title: 'R2',
  word: 'R2',
  hope: 'Loss should go down and R2 up.',
  help: 'The share of the variance that is explained (R², the coefficient of determination): 1 is perfect, 0 is no better than always saying the mean.',
  format: formatR2,
  tick: (value) => String(Number(value.toFixed(3))),
};

/** Three decimals, as scikit-learn's users read it; far below 0 no digits count. */
export function formatR2(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_NUMBER;
  return value < -1000 ? value.toExponential(1) : value.toFixed(3);
}

/** The words for what a task is scored by. */
export function scoreWords(data: Pick<DataSpec, 'dataset' | 'task'>): ScoreWords {
  if (isNumberTask(data)) return R2;
  return { ...ACCURACY, help: `The share of ${itemName(data)}s that got the right class.` };
}

/** A score where the heading says accuracy and some of the runs predict a number: "86.4%", "R2 0.978". */
export const scoreInWords = (data: Pick<DataSpec, 'task'>, value: number | null | undefined): string =>
  isNumberTask(data) ? `R2 ${formatR2(value)}` : formatPercent(value);

/** A number in the target's unit, in digits that can be compared at a glance: "2,788 ₹", "0.314". */
export function formatInUnit(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_NUMBER;
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 1 ? 2 : 4;
  const words = size >= 1e12 ? value.toExponential(3) : value.toLocaleString('en', { maximumFractionDigits: digits });
  return unit ? `${words} ${unit}` : words;
}
