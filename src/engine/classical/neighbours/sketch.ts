import { createInk, readInk } from '@/engine/classical/ink';
import type { ImageRows } from '@/engine/classical/rows';
import type { Steps } from '@/engine/classical/slices';
import { type Basis, DIRECTIONS, projector } from './basis';

/** Directions of the first, coarse bound; the fine one takes all. */
const COARSE = 10;

/** Numbers of the coarse part of a sketch: coordinates, and the length of what they leave. */
export const COARSE_LENGTH = COARSE + 1;
/** Numbers of the fine part: the other coordinates, and the length of what all of them leave. */
export const FINE_LENGTH = DIRECTIONS - COARSE + 1;

/**
 * Images in few numbers, from which a lower bound of the squared distance between any two follows: orthonormal coordinates never make a
 * distance larger, and what they leave of two images is at least as far apart as its lengths differ (triangle inequality).
 */
export interface Sketches {
  coarse: Float32Array;
  fine: Float32Array;
}

/** Sketches of all rows. */
export function* sketch({ pixels, positions, size }: ImageRows, { mean, directions }: Basis, words: string): Steps<Sketches> {
  const coarse = new Float32Array(positions.length * COARSE_LENGTH);
  const fine = new Float32Array(positions.length * FINE_LENGTH);
  const [ink, project] = [createInk(size), projector(mean, directions)];
  for (const [i, position] of positions.entries()) {
    if (i % 200 === 199) yield { share: i / positions.length, words };
    readInk(ink, pixels, position * size, size, DIRECTIONS);
    const coordinates = project(ink);
    const whole = squaredDistance(pixels, position * size, mean);
    const [first, second] = [i * COARSE_LENGTH, i * FINE_LENGTH];
    coarse.set(coordinates.subarray(0, COARSE), first);
    fine.set(coordinates.subarray(COARSE), second);
    const afterCoarse = whole - squares(coordinates, 0, COARSE);
    coarse[first + COARSE] = Math.sqrt(Math.max(0, afterCoarse));
    fine[second + FINE_LENGTH - 1] = Math.sqrt(Math.max(0, afterCoarse - squares(coordinates, COARSE, DIRECTIONS)));
  }
  return { coarse, fine };
}

function squaredDistance(pixels: Uint8Array, start: number, mean: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < mean.length; p++) sum += (pixels[start + p]! - mean[p]!) ** 2;
  return sum;
}

function squares(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k]! * values[k]!;
  return sum;
}
