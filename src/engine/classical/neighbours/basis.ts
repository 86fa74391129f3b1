import type { PreparedData } from '@/dataset/types';
import { createInk, type Ink, readInk, spreadInk, weighInk } from '@/engine/classical/ink';
import { rowsAt } from '@/engine/classical/rows';
import type { Progress, Steps } from '@/engine/classical/slices';
import { createRandom, hash32 } from '@/experiment/random';

/** Directions kept: a multiple of what ink.ts works on at once. */
export const DIRECTIONS = 50;

/** Images that the directions are worked out from. They only have to be good enough to rule most images out. */
const SAMPLE = 1000;
const ROUNDS = 6;
const BASIS_SALT = 0xba515;

/** Orthonormal directions in which images differ most, and the point they are measured from. Nothing needs them to be exact. */
export interface Basis {
  /** The mean of some training images, one number a pixel. */
  mean: Float64Array;
  /** A row of DIRECTIONS numbers for each pixel; a direction is a column. A column may be zero, where there are too few images. */
  directions: Float64Array;
}

const WORDS: Progress = { share: 0, words: 'Looking for what tells images apart' };

/** The principal directions of some of the training images, by subspace iteration (Golub and Van Loan, Matrix Computations, 8.2.4). */
export function* findBasis(data: PreparedData, seed: number): Steps<Basis> {
  const { pixels, positions, size } = rowsAt(data, sampleOf(data.train));
  const mean = new Float64Array(size);
  for (const position of positions) for (let p = 0; p < size; p++) mean[p]! += pixels[position * size + p]! / positions.length;
  const random = createRandom(hash32(seed, BASIS_SALT));
  let directions = orthonormal(Float64Array.from({ length: size * DIRECTIONS }, () => random.normal()));
  const ink = createInk(size);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(directions.length);
    const project = projector(mean, directions);
    for (const [i, position] of positions.entries()) {
      if (i % 100 === 99) yield WORDS;
      readInk(ink, pixels, position * size, size, DIRECTIONS);
      // The covariance times the directions: the mean's own share vanishes, since what is spread sums to zero.
      spreadInk(ink, project(ink), DIRECTIONS, next);
    }
    directions = orthonormal(next);
  }
  return { mean, directions };
}

/** Evenly spaced positions. */
function sampleOf(train: Uint32Array): Uint32Array {
  const every = Math.max(1, train.length / SAMPLE);
  return Uint32Array.from({ length: Math.min(SAMPLE, train.length) }, (_, i) => train[Math.floor(i * every)]!);
}

/** A function from an image's ink to its coordinates (in an array that the next call writes over). */
export function projector(mean: Float64Array, directions: Float64Array): (ink: Ink) => Float64Array {
  const [sums, shift] = [new Float64Array(DIRECTIONS), new Float64Array(DIRECTIONS)];
  for (let at = 0; at < directions.length; at++) shift[at % DIRECTIONS]! += directions[at]! * mean[Math.floor(at / DIRECTIONS)]!;
  return (ink) => {
    weighInk(ink, directions, DIRECTIONS, sums);
    for (let k = 0; k < DIRECTIONS; k++) sums[k]! -= shift[k]!;
    return sums;
  };
}

/** Makes the columns orthonormal in place (Gram and Schmidt, twice, which is enough); one that depends on those before becomes zero. */
function orthonormal(columns: Float64Array): Float64Array {
  for (let k = 0; k < DIRECTIONS; k++) {
    const before = product(columns, k, k);
    for (let again = 0; again < 2; again++) {
      for (let other = 0; other < k; other++) subtract(columns, k, other, product(columns, k, other));
    }
    const left = product(columns, k, k);
    const factor = left > 1e-12 * before ? 1 / Math.sqrt(left) : 0;
    for (let at = k; at < columns.length; at += DIRECTIONS) columns[at]! *= factor;
  }
  return columns;
}

function product(columns: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let at = 0; at < columns.length; at += DIRECTIONS) sum += columns[at + a]! * columns[at + b]!;
  return sum;
}

function subtract(columns: Float64Array, from: number, what: number, factor: number): void {
  for (let at = 0; at < columns.length; at += DIRECTIONS) columns[at + from]! -= factor * columns[at + what]!;
}
