import type { Steps } from '@/engine/classical/slices';
import { symmetricEigen, zeros } from '@/metrics/projection/linear-algebra';
import type { Lesson, RegressorAlgorithm, Rows } from './types';

/** Predicts intercept + weights . row. */
interface Weights {
  weights: Float64Array;
  intercept: number;
}

export interface LinearState<K extends 'mean' | 'linearRegression' | 'ridge'> extends Weights {
  kind: K;
  classes: 1;
}

/** Rows between two pauses. */
const CHUNK = 2000;
/** Directions whose part of the variance is smaller than this (of the largest) are none: one-hot columns always sum to 1. */
const CUTOFF = 1e-11;

export const mean: RegressorAlgorithm<'mean', LinearState<'mean'>> = {
  // biome-ignore lint/correctness/useYield: it takes no time.
  *fit({ data, rows: { width }, truth }) {
    return { kind: 'mean', classes: 1, weights: new Float64Array(width), intercept: meanOf(truth, data.train) };
  },
  predict: predictLinear,
};

export const linearRegression: RegressorAlgorithm<'linearRegression', LinearState<'linearRegression'>> = {
  *fit(task) {
    return { kind: 'linearRegression', classes: 1, ...(yield* leastSquares(task, 0)) };
  },
  predict: predictLinear,
};

export const ridge: RegressorAlgorithm<'ridge', LinearState<'ridge'>> = {
  *fit(task) {
    return { kind: 'ridge', classes: 1, ...(yield* leastSquares(task, task.model.alpha)) };
  },
  predict: predictLinear,
};

/**
 * Least squares on rows and numbers whose means are taken off, as LinearRegression and Ridge solve it: with the eigenvectors of X'X, the weights are
 * V (X'y in V) / (eigenvalue + alpha). Without alpha, directions in which the rows do not differ get no weight, which is the smallest of all solutions.
 */
function* leastSquares({ data: { train }, rows: { inputs, width }, truth }: Lesson, alpha: number): Steps<Weights> {
  const middle = meanOf(truth, train);
  const means = new Float64Array(width);
  for (const row of train) for (let j = 0; j < width; j++) means[j]! += inputs[row * width + j]! / train.length;
  const gram = zeros(width, width);
  const moments = new Float64Array(width);
  const centered = new Float64Array(width);
  for (let i = 0; i < train.length; i++) {
    const row = train[i]!;
    for (let j = 0; j < width; j++) centered[j] = inputs[row * width + j]! - means[j]!;
    for (let j = 0; j < width; j++) {
      const value = centered[j]!;
      moments[j]! += value * (truth[row]! - middle);
      if (value !== 0) for (let k = j; k < width; k++) gram.values[j * width + k]! += value * centered[k]!;
    }
    if (i % CHUNK === 0) yield { share: i / train.length, words: 'Adding up the rows' };
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) gram.values[j * width + k] = gram.values[k * width + j]!;
  const { values, vectors } = symmetricEigen(gram);
  const largest = Math.max(values[0] ?? 0, 0);
  const weights = new Float64Array(width);
  for (let e = 0; e < width; e++) {
    const scale = values[e]! > CUTOFF * largest ? values[e]! + alpha : alpha;
    if (!(scale > 0)) continue;
    let along = 0;
    for (let j = 0; j < width; j++) along += vectors.values[j * width + e]! * moments[j]!;
    for (let j = 0; j < width; j++) weights[j]! += (vectors.values[j * width + e]! * along) / scale;
  }
  return { weights, intercept: middle - weights.reduce((sum, weight, j) => sum + weight * means[j]!, 0) };
}

function* predictLinear({ weights, intercept }: Weights, { inputs, width, positions }: Rows): Steps<Float32Array> {
  return Float32Array.from(positions, (row) => {
    let sum = intercept;
    for (let j = 0; j < width; j++) sum += weights[j]! * inputs[row * width + j]!;
    return sum;
  });
}

function meanOf(values: ArrayLike<number>, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  return sum / rows.length;
}
