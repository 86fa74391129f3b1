import { IMAGE_SHAPE } from '@/experiment/data/classes';

/**
 * A map from the pixels of a changed image to the places of the original whose grey they show, about the middle of the image: the pixel at
 * (x, y) from the middle shows what lies at (a x + b y + right, c x + d y + down). Lengths in pixels, y downwards.
 */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  right: number;
  down: number;
}

const [SIDE] = IMAGE_SHAPE;
const MIDDLE = (SIDE - 1) / 2;
/** The original with a black border: one pixel before, two after, so that four neighbours can be read of every place from -1 to SIDE. */
const STRIDE = SIDE + 3;
const bordered = new Uint8Array(STRIDE * STRIDE);

export const flipLeftRight = (): Affine => ({ a: -1, b: 0, c: 0, d: 1, right: 0, down: 0 });

export const flipUpDown = (): Affine => ({ a: 1, b: 0, c: 0, d: -1, right: 0, down: 0 });

/** Turns the image anticlockwise, as seen on screen. */
export function rotation(degrees: number): Affine {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { a: cos, b: -sin, c: sin, d: cos, right: 0, down: 0 };
}

/** Makes the image `factor` times as large, from its middle. */
export const zoom = (factor: number): Affine => ({ a: 1 / factor, b: 0, c: 0, d: 1 / factor, right: 0, down: 0 });

/** Moves the image to the right and downwards. */
export const shift = (right: number, down: number): Affine => ({ a: 1, b: 0, c: 0, d: 1, right: -right, down: -down });

/** The window of size x size at (left, top), scaled so that its corner pixels become the image's: nothing beyond the window is read. */
export function crop(left: number, top: number, size: number): Affine {
  const scale = (size - 1) / (SIDE - 1);
  const offset = MIDDLE * scale - MIDDLE;
  return { a: scale, b: 0, c: 0, d: scale, right: left + offset, down: top + offset };
}

/** `first`, then `next`, as one map. */
export const compose = (first: Affine, next: Affine): Affine => ({
  a: first.a * next.a + first.b * next.c,
  b: first.a * next.b + first.b * next.d,
  c: first.c * next.a + first.d * next.c,
  d: first.c * next.b + first.d * next.d,
  right: first.a * next.right + first.b * next.down + first.right,
  down: first.c * next.right + first.d * next.down + first.down,
});

/**
 * Draws `source` through a map into `target` (SIDE * SIDE bytes each, which may be one and the same): bilinear between the four nearest
 * pixels, black outside, rounded to the nearest byte. Maps from pixels onto pixels (flips, whole shifts, quarter turns) are exact.
 */
export function resample(source: Uint8Array, target: Uint8Array, { a, b, c, d, right, down }: Affine): void {
  for (let y = 0; y < SIDE; y++) bordered.set(source.subarray(y * SIDE, (y + 1) * SIDE), (y + 1) * STRIDE + 1);
  for (let y = 0, at = 0; y < SIDE; y++) {
    const fromX = b * (y - MIDDLE) + right + MIDDLE + 1;
    const fromY = d * (y - MIDDLE) + down + MIDDLE + 1;
    for (let x = 0; x < SIDE; x++, at++) {
      const u = Math.max(0, Math.min(SIDE + 1, a * (x - MIDDLE) + fromX));
      const v = Math.max(0, Math.min(SIDE + 1, c * (x - MIDDLE) + fromY));
      const left = u | 0;
      const top = v | 0;
      const k = top * STRIDE + left;
      const above = bordered[k]! + (u - left) * (bordered[k + 1]! - bordered[k]!);
      const below = bordered[k + STRIDE]! + (u - left) * (bordered[k + STRIDE + 1]! - bordered[k + STRIDE]!);
      target[at] = above + (v - top) * (below - above) + 0.5;
    }
  }
}
