import { TOLERANCE, visit } from './fill';
import type { Raster } from './types';

/** Steps to the eight neighbors, in x and y. */
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

/** 1 where a raster is black, or nearly so. */
export const darkMask = ({ values }: Raster): Uint8Array => Uint8Array.from(values, (value) => (value <= TOLERANCE ? 1 : 0));

/**
 * 1 for each dark pixel from which ink is seen in at least `least` of the eight directions: the inside of an outline, even of one that does not close.
 */
export function enclosedMask(dark: Uint8Array, size: number, least: number): Uint8Array {
  const hits = new Uint8Array(dark.length);
  for (const [dx, dy] of DIRECTIONS) addHits(dark, size, dx, dy, hits);
  return dark.map((isDark, at) => (isDark && hits[at]! >= least ? 1 : 0));
}

/** Adds 1 to each dark pixel that has ink somewhere in one direction. */
function addHits(dark: Uint8Array, size: number, dx: number, dy: number, hits: Uint8Array): void {
  const sees = new Uint8Array(dark.length);
  const order = Array.from({ length: size }, (_, i) => i);
  // From the far end of each ray back: a pixel sees what its neighbor sees, or the neighbor itself.
  const columns = dx > 0 ? order.toReversed() : order;
  const rows = dy > 0 ? order.toReversed() : order;
  for (const y of rows) {
    for (const x of columns) {
      const [nextX, nextY] = [x + dx, y + dy];
      if (nextX < 0 || nextY < 0 || nextX >= size || nextY >= size) continue;
      const [at, next] = [y * size + x, nextY * size + nextX];
      if (!dark[next] || sees[next]) sees[at] = 1;
      if (sees[at]) hits[at] = hits[at]! + 1;
    }
  }
}

/** The connected parts of a mask, each as its pixels, the largest first. */
export function partsOf(mask: Uint8Array, size: number): number[][] {
  const rest = mask.slice();
  const parts: number[][] = [];
  for (let at = 0; at < rest.length; at++) {
    if (!rest[at]) continue;
    const part: number[] = [];
    visit(rest, [at], size, (pixel) => part.push(pixel) > 0);
    for (const pixel of part) rest[pixel] = 0;
    parts.push(part);
  }
  return parts.toSorted((a, b) => b.length - a.length);
}
