import { studentQuantile } from './student-t';

/** Mean and spread of several results. */
export interface Spread {
  count: number;
  mean: number;
  /** The standard deviation of a sample (n - 1); 0 for a single result. */
  deviation: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0 };
}

/** A mean and the interval around it. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}

/**
 * The confidence interval of a mean by Student's t distribution; `null` for fewer than two values.
 *
 * @param confidence the chance with which such an interval holds the true mean
 */
export function meanInterval(values: readonly number[], confidence: number): Interval | null {
  const { count, mean, deviation } = spreadOf(values);
  if (count < 2) return null;
  const reach = (studentQuantile(1 - (1 - confidence) / 2, count - 1) * deviation) / Math.sqrt(count);
  return { mean, low: mean - reach, high: mean + reach };
}
