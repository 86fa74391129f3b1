import type { Split } from './sweep';
import { LEAF, type Tree } from './tree';

/** Collects the nodes of a tree that grows over so many images; see tree.ts for what the arrays mean. */
export function createNodes(images: number, classes: number) {
  const most = Math.max(1, 2 * images - 1);
  const [pixels, thresholds, next] = [new Uint16Array(most), new Uint8Array(most), new Int32Array(most)];
  const shares: number[] = [];
  let length = 0;

  /** Pure leaves are the many: only the others need shares. */
  function answerOf(totals: Float64Array): number {
    const weight = totals.reduce((sum, total) => sum + total, 0);
    const pure = totals.findIndex((total) => total > 0 && total === weight);
    if (pure >= 0) return pure;
    // Where no image counts at all, as class weights of 0 can have it, no class is likelier than another.
    for (const total of totals) shares.push(weight > 0 ? total / weight : 1 / classes);
    return classes + shares.length / classes - 1;
  }

  return {
    /** Adds a node with its split, or as a leaf with the given weights by class, and makes it the "otherwise" of `parent`. Returns its place. */
    add(parent: number, split: Split | null, totals: Float64Array): number {
      if (parent >= 0) next[parent] = length;
      pixels[length] = split ? split.pixel : LEAF;
      thresholds[length] = split ? split.threshold : 0;
      if (!split) next[length] = answerOf(totals);
      return length++;
    },
    finish: (): Tree => ({
      pixels: pixels.slice(0, length),
      thresholds: thresholds.slice(0, length),
      next: next.slice(0, length),
      shares: Float32Array.from(shares),
    }),
  };
}
