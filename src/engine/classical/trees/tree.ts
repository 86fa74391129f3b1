import type { ImageRows } from '@/engine/classical/rows';

/** Stands in `pixels` where a node asks nothing more. */
export const LEAF = 0xffff;

/**
 * A decision tree in arrays, one entry per node. A node asks whether its pixel is at most its threshold; if so the next node follows, otherwise
 * the node `next`. At a leaf `next` says what is there: class c as c, or row r of `shares` as classes + r.
 */
export interface Tree {
  pixels: Uint16Array;
  /** Midway between the two values that the split parts, rounded down, which for bytes is the same question. */
  thresholds: Uint8Array;
  next: Int32Array;
  /** Class shares of the leaves that have more than one class, `classes` numbers each. */
  shares: Float32Array;
}

/** Adds the class shares of the leaf that each of the rows from..to ends in to `sums` (rows * classes numbers). */
export function addAnswers(tree: Tree, rows: ImageRows, from: number, to: number, sums: Float64Array, classes: number): void {
  const { next, shares } = tree;
  for (let i = from; i < to; i++) {
    const what = next[leafOf(tree, rows.pixels, rows.positions[i]! * rows.size)]!;
    if (what < classes) sums[i * classes + what]! += 1;
    else for (let c = 0; c < classes; c++) sums[i * classes + c]! += shares[(what - classes) * classes + c]!;
  }
}

function leafOf({ pixels, thresholds, next }: Tree, image: Uint8Array, start: number): number {
  let node = 0;
  for (let pixel = pixels[0]!; pixel !== LEAF; pixel = pixels[node]!) {
    node = image[start + pixel]! <= thresholds[node]! ? node + 1 : next[node]!;
  }
  return node;
}
