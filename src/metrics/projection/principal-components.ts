import { createRandom } from '@/experiment/random';
import { type Matrix, orthonormalizeColumns, symmetricEigen, zeros } from './linear-algebra';

/** Directions beyond those that are wanted, and rounds: with both, the first axes are those of the exact method to many digits. */
const SPARE = 10;
const ROUNDS = 5;

/** The principal axes of some rows. */
export interface Axes {
  /** Numbers of a row. */
  width: number;
  /** The mean row. */
  mean: Float64Array;
  /** An axis a row, the one of the largest variance first; rows of length 1. */
  axes: Matrix;
  /** The share of all variance that lies along each axis. */
  shares: Float64Array;
}

/**
 * Principal component analysis by randomized subspace iteration (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011,
 * algorithms 4.4 and 5.1). The largest part of each axis is positive. The same seed gives the same axes.
 *
 * @param features rows * width numbers
 * @param count axes that are wanted; there are fewer where there are fewer rows or numbers
 */
export function principalAxes(features: Float32Array, width: number, count: number, seed: number): Axes {
  const rows = features.length / width;
  const mean = meanRow(features, width);
  const directions = Math.min(count + SPARE, width, rows);
  const random = createRandom(seed);
  let across: Matrix = {
    rows: width,
    columns: directions,
    values: Float64Array.from({ length: width * directions }, () => random.normal()),
  };
  let along = project(features, mean, across);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalizeColumns(along);
    across = projectBack(features, mean, along);
    orthonormalizeColumns(across);
    along = project(features, mean, across);
  }
  orthonormalizeColumns(along);
  return { width, mean, ...axesOf(projectBack(features, mean, along), Math.min(count, directions), variance(features, mean)) };
}

/** Where rows lie along the axes: rows * axes numbers. */
export function alongAxes(features: Float32Array, { width, mean, axes }: Axes): Float32Array {
  const across = zeros(width, axes.rows);
  for (let axis = 0; axis < axes.rows; axis++)
    for (let i = 0; i < width; i++) across.values[i * axes.rows + axis] = axes.values[axis * width + i]!;
  return Float32Array.from(project(features, mean, across).values);
}

/** The axes from `across` (width rows): what the centered rows are in an orthonormal basis of the space they span, transposed. */
function axesOf(across: Matrix, count: number, total: number): Pick<Axes, 'axes' | 'shares'> {
  const { rows: width, columns, values } = across;
  const gram = zeros(columns, columns);
  for (let i = 0; i < width; i++)
    for (let a = 0; a < columns; a++)
      for (let b = 0; b < columns; b++) gram.values[a * columns + b]! += values[i * columns + a]! * values[i * columns + b]!;
  const eigen = symmetricEigen(gram);
  const axes = zeros(count, width);
  for (let axis = 0; axis < count; axis++) {
    const row = axes.values.subarray(axis * width, (axis + 1) * width);
    for (let i = 0; i < width; i++)
      for (let k = 0; k < columns; k++) row[i]! += values[i * columns + k]! * eigen.vectors.values[k * columns + axis]!;
    normalizeAxis(row);
  }
  const shares = eigen.values.slice(0, count).map((value) => (total > 0 ? Math.max(0, value) / total : 0));
  return { axes, shares };
}

/** Scales an axis to length 1 and turns it so that its largest part is positive. */
function normalizeAxis(row: Float64Array): void {
  let largest = 0;
  let sum = 0;
  for (const value of row) {
    if (Math.abs(value) > Math.abs(largest)) largest = value;
    sum += value * value;
  }
  const scale = sum > 0 ? Math.sign(largest) / Math.sqrt(sum) : 0;
  for (let i = 0; i < row.length; i++) row[i]! *= scale;
}

function meanRow(features: Float32Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let at = 0; at < features.length; at += width) for (let i = 0; i < width; i++) mean[i]! += features[at + i]!;
  const rows = features.length / width;
  return mean.map((sum) => sum / Math.max(1, rows));
}

/** The sum of the squares of all centered numbers. */
function variance(features: Float32Array, mean: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < features.length; at++) sum += (features[at]! - mean[at % mean.length]!) ** 2;
  return sum;
}

/** Centered rows times a matrix of `width` rows. Most pixels are 0, and are passed over. */
function project(features: Float32Array, mean: Float64Array, across: Matrix): Matrix {
  const { rows: width, columns, values } = across;
  const rows = features.length / width;
  const product = zeros(rows, columns);
  const shift = new Float64Array(columns);
  for (let i = 0; i < width; i++) for (let k = 0; k < columns; k++) shift[k]! += mean[i]! * values[i * columns + k]!;
  for (let row = 0; row < rows; row++) {
    const own = product.values.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < width; i++) {
      const value = features[row * width + i]!;
      if (value === 0) continue;
      for (let k = 0; k < columns; k++) own[k]! += value * values[i * columns + k]!;
    }
    for (let k = 0; k < columns; k++) own[k]! -= shift[k]!;
  }
  return product;
}

/** The transposed centered rows times a matrix of as many rows as there are of them. */
function projectBack(features: Float32Array, mean: Float64Array, along: Matrix): Matrix {
  const width = mean.length;
  const { rows, columns, values } = along;
  const product = zeros(width, columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) sums[k]! += values[row * columns + k]!;
    for (let i = 0; i < width; i++) {
      const value = features[row * width + i]!;
      if (value === 0) continue;
      for (let k = 0; k < columns; k++) product.values[i * columns + k]! += value * values[row * columns + k]!;
    }
  }
  for (let i = 0; i < width; i++) for (let k = 0; k < columns; k++) product.values[i * columns + k]! -= mean[i]! * sums[k]!;
  return product;
}
