import { CANVAS } from './types';

/** Ink brighter than this share of the brightest pixel counts. */
const FAINT = 0.1;

/** A shoe's heel must be taller than its toe by this share of its height, on average, to tell them apart. */
const CLEAR = 0.04;

/**
 * Whether a shoe points to the right: its heel and shaft, the taller half, are on the left. Fashion-MNIST's shoes point to the left. Meaningless for
 * anything but shoes.
 *
 * @param pixels CANVAS * CANVAS bytes, the network's input
 */
export function facesRight(pixels: Uint8Array): boolean {
  const heights = columnHeights(pixels);
  const first = heights.findIndex((height) => height > 0);
  const last = heights.findLastIndex((height) => height > 0);
  const middle = (first + last) / 2;
  let [left, right] = [0, 0];
  for (let x = first; x <= last; x++) {
    if (x < middle) left += heights[x]!;
    else if (x > middle) right += heights[x]!;
  }
  const half = Math.max(1, (last - first) / 2);
  return (left - right) / half > CLEAR * Math.max(...heights);
}

/** How far the highest ink of each column is above the lowest ink of all; 0 in a column without ink. */
function columnHeights(pixels: Uint8Array): number[] {
  const least = FAINT * pixels.reduce((peak, value) => Math.max(peak, value), 1);
  const isInk = (x: number, y: number) => pixels[y * CANVAS + x]! > least;
  const rows = Array.from({ length: CANVAS }, (_, y) => y);
  const tops = rows.map((x) => rows.findIndex((y) => isInk(x, y)));
  const ground = rows.findLastIndex((y) => rows.some((x) => isInk(x, y)));
  return tops.map((top) => (top < 0 ? 0 : ground - top + 1));
}
