import type { NumberLoss } from '@/experiment/training/losses';
import { asNumberLoss } from '@/experiment/training/losses';
import type { Loss } from '@/experiment/training/types';
import { pairwiseSum } from '@/metrics/pairwise-sum';
import type { Evaluation, EvaluationSet, NumberFigures, RunTarget } from '@/run/types';

/**
 * How good predicted numbers are, as scikit-learn's `mean_squared_error`, `mean_absolute_error`, `median_absolute_error`, `r2_score` and
 * `explained_variance_score` have it, in float64. Where all true numbers are the same, the last two are 1 if nothing is left of the error and 0 otherwise
 * (`force_finite`). R2 of a single row is NaN, and so is everything without rows.
 *
 * @param truth true numbers, in their unit
 * @param predicted as many
 * @throws RangeError where their numbers differ
 */
export function numberFigures(truth: ArrayLike<number>, predicted: ArrayLike<number>): NumberFigures {
  const count = truth.length;
  if (count !== predicted.length) throw new RangeError(`${count} numbers but ${predicted.length} predictions`);
  const errors = Float64Array.from({ length: count }, (_, i) => truth[i]! - predicted[i]!);
  const sizes = errors.map(Math.abs);
  const mse = meanOf(errors.map((error) => error * error));
  return {
    mse,
    mae: meanOf(sizes),
    medianAbsoluteError: medianOf(sizes),
    r2: count < 2 ? Number.NaN : explained(mse, varianceOf(Float64Array.from(truth))),
    explainedVariance: explained(varianceOf(errors), varianceOf(Float64Array.from(truth))),
  };
}

/** The root of the mean squared error, in the target's unit. */
export const rmseOf = ({ mse }: Pick<NumberFigures, 'mse'>): number => Math.sqrt(mse);

/** The share of a variance that is not left. */
function explained(left: number, variance: number): number {
  if (variance > 0 || Number.isNaN(variance)) return 1 - left / variance;
  return left === 0 ? 1 : left > 0 ? 0 : Number.NaN;
}

const meanOf = (values: Float64Array): number => pairwiseSum(values) / values.length;

/** Of the whole population, in two passes. Exactly 0 where all are the same: their mean may be off by a last digit. */
function varianceOf(values: Float64Array): number {
  if (values.length > 0 && values.every((value) => value === values[0])) return 0;
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

/** Of an even number the mean of the middle two, as numpy. NaN where any is. */
function medianOf(values: Float64Array): number {
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const sorted = values.toSorted();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * What a model's outputs say, beside what is true, in the target's unit.
 *
 * @param values true numbers of all rows
 * @param rows positions of the rows that were asked about
 * @param outputs standardized numbers, one for each of `rows`
 */
export function inUnit(
  { mean, deviation }: Pick<RunTarget, 'mean' | 'deviation'>,
  values: Float64Array,
  rows: Uint32Array,
  outputs: Float32Array,
): { predicted: Float64Array<ArrayBuffer>; truth: Float64Array<ArrayBuffer> } {
  return {
    predicted: Float64Array.from(outputs, (output) => mean + output * deviation),
    truth: Float64Array.from(rows, (row) => values[row] ?? Number.NaN),
  };
}

/** The loss of an error d, in deviations of the target. */
const LOSSES: Record<NumberLoss, (d: number) => number> = {
  meanSquaredError: (d) => d * d,
  meanAbsoluteError: Math.abs,
  huber: (d) => (Math.abs(d) <= 1 ? 0.5 * d * d : Math.abs(d) - 0.5),
};

interface NumberAnswers {
  /** In the target's unit. */
  predicted: ArrayLike<number>;
  truth: ArrayLike<number>;
  /** Of the target over the training rows. */
  deviation: number;
  set: EvaluationSet;
  /** Epochs done. */
  epoch: number;
  loss: Loss;
  /** Sum of the L1 / L2 terms. */
  penalty: number;
}

/** Judges a model's numbers on a whole set. The score's accuracy is R2, its loss that of the standardized target. */
export function evaluateNumbers({ predicted, truth, deviation, set, epoch, loss, penalty }: NumberAnswers): Evaluation {
  const { length: count } = truth;
  const lossOf = LOSSES[asNumberLoss(loss)];
  let total = 0;
  for (let i = 0; i < count; i++) total += lossOf((predicted[i]! - truth[i]!) / deviation);
  const numbers = numberFigures(truth, predicted);
  return { set, epoch, count, score: { loss: total / count + penalty, accuracy: numbers.r2 }, confusion: [[count]], numbers };
}
