import type { Random } from '@/experiment/random';

/** A question about one feature, or an answer. */
type Node = { feature: number; bound: number; below: Node; above: Node } | { mean: number };

const LEAST = 2;

/** A regression tree on a bootstrap sample: each question lowers the squared error most, among a third of the features drawn at random (Breiman 2001). */
export function growTree(rows: readonly Float64Array[], values: readonly number[], random: Random): Node {
  const sample = rows.map(() => random.below(rows.length));
  return grow(sample, { rows, values, random });
}

interface Data {
  rows: readonly Float64Array[];
  values: readonly number[];
  random: Random;
}

const meanOf = (sample: readonly number[], values: readonly number[]): number =>
  sample.reduce((sum, i) => sum + (values[i] ?? 0), 0) / sample.length;

function grow(sample: readonly number[], data: Data): Node {
  const split = sample.length > LEAST ? bestSplit(sample, data) : null;
  if (!split) return { mean: meanOf(sample, data.values) };
  const { feature, bound } = split;
  const isBelow = (i: number) => (data.rows[i]?.[feature] ?? 0) < bound;
  return {
    feature,
    bound,
    below: grow(sample.filter(isBelow), data),
    above: grow(
      sample.filter((i) => !isBelow(i)),
      data,
    ),
  };
}

function bestSplit(sample: readonly number[], { rows, values, random }: Data): { feature: number; bound: number } | null {
  const count = rows[0]?.length ?? 0;
  const tried = new Set(Array.from({ length: Math.max(1, Math.ceil(count / 3)) }, () => random.below(count)));
  let best: { feature: number; bound: number; error: number } | null = null;
  for (const feature of tried) {
    const sorted = sample.toSorted((a, b) => (rows[a]?.[feature] ?? 0) - (rows[b]?.[feature] ?? 0));
    const total = sorted.reduce((sum, i) => sum + (values[i] ?? 0), 0);
    let below = 0;
    for (let k = 1; k < sorted.length; k++) {
      below += values[sorted[k - 1] ?? 0] ?? 0;
      const [left, right] = [rows[sorted[k - 1] ?? 0]?.[feature] ?? 0, rows[sorted[k] ?? 0]?.[feature] ?? 0];
      if (left === right) continue;
      // The squared error without what is the same for every split.
      const error = -(below ** 2 / k + (total - below) ** 2 / (sorted.length - k));
      if (best === null || error < best.error) best = { feature, bound: (left + right) / 2, error };
    }
  }
  return best;
}

export function answerOf(tree: Node, row: Float64Array): number {
  let node = tree;
  while ('feature' in node) node = (row[node.feature] ?? 0) < node.bound ? node.below : node.above;
  return node.mean;
}
