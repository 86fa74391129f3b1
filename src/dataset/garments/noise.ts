import { hash32 } from '@/experiment/random';

const SIDE = 64;

/** Random numbers in [0, 1) on a 64 by 64 lattice that repeats; one table for all, read at random offsets. */
const LATTICE = Float64Array.from({ length: SIDE * SIDE }, (_, i) => hash32(i, 0x6a7) / 4294967296);

/** A random number in [0, 1) per whole pixel. */
export function grain(x: number, y: number): number {
  return LATTICE[(Math.floor(y) & (SIDE - 1)) * SIDE + (Math.floor(x) & (SIDE - 1))]!;
}

/** Smooth noise in [0, 1): the lattice, blended between its points by a cubic. */
export function valueNoise(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const across = u * u * (3 - 2 * u);
  const down = v * v * (3 - 2 * v);
  const x0 = left & (SIDE - 1);
  const x1 = (left + 1) & (SIDE - 1);
  const row0 = (top & (SIDE - 1)) * SIDE;
  const row1 = ((top + 1) & (SIDE - 1)) * SIDE;
  const upper = LATTICE[row0 + x0]! + (LATTICE[row0 + x1]! - LATTICE[row0 + x0]!) * across;
  const lower = LATTICE[row1 + x0]! + (LATTICE[row1 + x1]! - LATTICE[row1 + x0]!) * across;
  return upper + (lower - upper) * down;
}
