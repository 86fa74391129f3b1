import type { ImageSize } from '@/dataset/types';

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

/** Pixels of the black border: one before, two after, so that four neighbours can be read of every place from -1 to the side. */
const BORDER = 3;

/** The original with its border, reused from image to image. */
let bordered = new Uint8Array(0);

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
export function crop(left: number, top: number, size: number, { height, width }: ImageSize): Affine {
  const [a, d] = [(size - 1) / (width - 1), (size - 1) / (height - 1)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  return { a, b: 0, c: 0, d, right: left + (middleX * a - middleX), down: top + (middleY * d - middleY) };
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
 * Draws `source` through a map into `target` (height * width bytes each, which may be one and the same): bilinear between the four nearest
 * pixels, black outside, rounded to the nearest byte. Maps from pixels onto pixels (flips, whole shifts, quarter turns) are exact.
 */
export function resample(source: Uint8Array, target: Uint8Array, { a, b, c, d, right, down }: Affine, { height, width }: ImageSize): void {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const stride = width + BORDER;
  const image = withBorder(source, height, width);
  for (let y = 0, at = 0; y < height; y++) {
    const fromX = b * (y - middleY) + right + middleX + 1;
    const fromY = d * (y - middleY) + down + middleY + 1;
    for (let x = 0; x < width; x++, at++) {
      const u = Math.max(0, Math.min(width + 1, a * (x - middleX) + fromX));
      const v = Math.max(0, Math.min(height + 1, c * (x - middleX) + fromY));
      const left = u | 0;
      const top = v | 0;
      const k = top * stride + left;
      const above = image[k]! + (u - left) * (image[k + 1]! - image[k]!);
      const below = image[k + stride]! + (u - left) * (image[k + stride + 1]! - image[k + stride]!);
      target[at] = above + (v - top) * (below - above) + 0.5;
    }
  }
}

function withBorder(source: Uint8Array, height: number, width: number): Uint8Array {
  const stride = width + BORDER;
  const size = stride * (height + BORDER);
  // Rows of the same size only ever overwrite each other's pixels, so the border stays black.
  if (bordered.length !== size) bordered = new Uint8Array(size);
  for (let y = 0; y < height; y++) bordered.set(source.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
  return bordered;
}
