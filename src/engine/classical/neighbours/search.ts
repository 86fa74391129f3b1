import type { ImageRows } from '@/engine/classical/rows';
import type { Steps } from '@/engine/classical/slices';
import type { Nearest } from './nearest';
import { COARSE_LENGTH, FINE_LENGTH, type Sketches } from './sketch';

/** Pixels between two looks at whether an image is too far already. */
const STRETCH = 112;

/** Images between two looks at the clock: a millisecond or so. */
const BETWEEN_LOOKS = 1000;

/**
 * Sketches are 32-bit floats: a bound may be off by 0.008 times its root. This takes off more than that, whatever the bound, so that no image is
 * ruled out that a full comparison would keep.
 */
const surely = (bound: number): number => bound * 0.999 - 1;

/** Offers `nearest` every training image, by its place in `training`, in full. `query` is the byte where the image asked about begins. */
export function searchAll(training: ImageRows, pixels: Uint8Array, query: number, nearest: Nearest): void {
  for (let i = 0; i < training.positions.length; i++) compare(training, i, pixels, query, nearest);
}

/** The same in slices, for one image. */
export function* searchSlowly(training: ImageRows, pixels: Uint8Array, nearest: Nearest): Steps<void> {
  const { length } = training.positions;
  for (let i = 0; i < length; i++) {
    compare(training, i, pixels, 0, nearest);
    if (i % BETWEEN_LOOKS === 0) yield { share: i / length, words: 'Looking for the nearest training images' };
  }
}

/** The same result as searchAll, but images are compared in full only where the bounds from their sketches do not rule them out. */
export function searchSketched(
  training: ImageRows,
  sketches: Sketches,
  asked: { pixels: Uint8Array; query: number; coarse: Float32Array; fine: Float32Array },
  nearest: Nearest,
): void {
  const { pixels, query, coarse, fine } = asked;
  for (let i = 0; i < training.positions.length; i++) {
    const rough = squaredGap(sketches.coarse, i * COARSE_LENGTH, coarse, COARSE_LENGTH);
    if (surely(rough) > nearest.limit) continue;
    // The fine part's bound stands on the coarse coordinates alone, without the length of what they leave.
    const rest = sketches.coarse[(i + 1) * COARSE_LENGTH - 1]! - coarse[COARSE_LENGTH - 1]!;
    const bound = rough - rest * rest + squaredGap(sketches.fine, i * FINE_LENGTH, fine, FINE_LENGTH);
    if (surely(bound) <= nearest.limit) compare(training, i, pixels, query, nearest);
  }
}

function squaredGap(all: Float32Array, start: number, one: Float32Array, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const gap = all[start + k]! - one[k]!;
    sum += gap * gap;
  }
  return sum;
}

/** The squared distance over bytes, given up as soon as it is too large. */
function compare({ pixels: known, positions, size }: ImageRows, i: number, pixels: Uint8Array, query: number, nearest: Nearest): void {
  const start = positions[i]! * size;
  let sum = 0;
  for (let from = 0; from < size; from += STRETCH) {
    const to = Math.min(size, from + STRETCH);
    for (let p = from; p < to; p++) {
      const gap = known[start + p]! - pixels[query + p]!;
      sum += gap * gap;
    }
    if (sum > nearest.limit) return;
  }
  nearest.offer(sum, i);
}
