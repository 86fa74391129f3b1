import type { Steps } from '@/engine/classical/slices';
import type { RegressorTask, Rows } from './types';

/** Predicts intercept + weights . row. */
export interface LinearState {
  kind: 'mean' | 'linearRegression' | 'ridge';
  classes: 1;
  weights: Float64Array;
  intercept: number;
}

/** Rows between two pauses. */
const CHUNK = 2000;
/** Directions whose part of the variance is smaller than this (of the largest) are none: one-hot columns always sum to 1. */
const CUTOFF = 1e-11;
const SWEEPS = 60;

/**
 * Least squares on rows and numbers whose means are taken off, as LinearRegression and Ridge solve it: with the eigenvectors of X'X, the weights are
 * V (X'y in V) / (eigenvalue + alpha). Without alpha, directions in which the rows do not differ get no weight, which is the smallest of all solutions.
 */
export function* fitLinear({ model, data, rows: { inputs, width }, truth }: RegressorTask): Steps<LinearState> {
  const { train } = data;
  const weights = new Float64Array(width);
  const middle = meanOf(truth, train);
  if (model.kind === 'mean') return { kind: 'mean', classes: 1, weights, intercept: middle };
  const kind = model.kind === 'ridge' ? 'ridge' : 'linearRegression';
  const alpha = model.kind === 'ridge' ? model.alpha : 0;
  const means = new Float64Array(width);
  for (const row of train) for (let j = 0; j < width; j++) means[j]! += inputs[row * width + j]! / train.length;
  const gram = new Float64Array(width * width);
  const moments = new Float64Array(width);
  const centered = new Float64Array(width);
  for (let i = 0; i < train.length; i++) {
    const row = train[i]!;
    for (let j = 0; j < width; j++) centered[j] = inputs[row * width + j]! - means[j]!;
    for (let j = 0; j < width; j++) {
      const value = centered[j]!;
      moments[j]! += value * (truth[row]! - middle);
      if (value !== 0) for (let k = j; k < width; k++) gram[j * width + k]! += value * centered[k]!;
    }
    if (i % CHUNK === 0) yield { share: i / train.length, words: 'Adding up the rows' };
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) gram[j * width + k] = gram[k * width + j]!;
  const { values, vectors } = yield* eigen(gram, width);
  const largest = Math.max(...values, 0);
  for (let e = 0; e < width; e++) {
    const scale = values[e]! > CUTOFF * largest ? values[e]! + alpha : alpha;
    if (!(scale > 0)) continue;
    let along = 0;
    for (let j = 0; j < width; j++) along += vectors[j * width + e]! * moments[j]!;
    for (let j = 0; j < width; j++) weights[j]! += (vectors[j * width + e]! * along) / scale;
  }
  const intercept = middle - weights.reduce((sum, weight, j) => sum + weight * means[j]!, 0);
  return { kind, classes: 1, weights, intercept };
}

export function* predictLinear({ weights, intercept }: LinearState, { inputs, width, positions }: Rows): Steps<Float32Array> {
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

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by Jacobi's rotations. */
function* eigen(matrix: Float64Array, size: number): Steps<{ values: Float64Array; vectors: Float64Array }> {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let j = 0; j < size; j++) vectors[j * size + j] = 1;
  const total = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 1e-30 * total; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
      yield { share: 0.9, words: 'Solving for the weights' };
    }
  }
  return { values: Float64Array.from({ length: size }, (_, j) => a[j * size + j]!), vectors };
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) for (let k = j + 1; k < size; k++) sum += a[j * size + k]! ** 2;
  return sum;
}

/** Makes a[p, q] zero (Golub and Van Loan, algorithm 8.5.1). */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, c, s);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, c, s);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, c, s);
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i]!, a[j]!];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}
