import type { Steps } from '@/engine/classical/slices';
import {
  between,
  type Criterion,
  type Found,
  type Growing,
  growTree,
  leafOf,
  mostBins,
  type Questions,
  type Split,
} from '@/engine/classical/tables/grow-tree';

/** A tree whose node i answers `values[i]` where it is a leaf. */
export interface NumberTree extends Questions {
  values: Float64Array;
}

/** What a tree is grown on. */
export interface NumberGrowing extends Growing {
  /** Numbers to be predicted, by row. */
  truth: Float64Array;
}

/** Grows a tree by the largest fall of the squared error, as DecisionTreeRegressor does. */
export function* growNumberTree(growing: NumberGrowing): Steps<NumberTree> {
  const error = new SquaredError(growing);
  const questions = yield* growTree(growing, error);
  return { ...questions, values: Float64Array.from(error.values) };
}

/** The answer of a tree for the row that begins at `start`. */
export const askNumberTree = (tree: NumberTree, inputs: Float32Array, start: number): number => tree.values[leafOf(tree, inputs, start)]!;

/** Gains are the sums over both sides of (sum of the numbers)^2 / rows: the larger, the smaller the squared error that is left. */
class SquaredError implements Criterion {
  readonly values: number[] = [];
  private rows = new Uint32Array(0);
  private total = 0;
  /** The number of rows and the sum of their numbers, for each distinct value of an input. */
  private readonly counts: Float64Array;
  private readonly sums: Float64Array;

  constructor(private readonly growing: NumberGrowing) {
    const bins = mostBins(growing.columns);
    this.counts = new Float64Array(bins);
    this.sums = new Float64Array(bins);
  }

  enter(rows: Uint32Array<ArrayBuffer>): boolean {
    const { truth } = this.growing;
    this.rows = rows;
    const first = truth[rows[0]!]!;
    let [total, alike] = [0, true];
    for (const row of rows) {
      total += truth[row]!;
      alike &&= truth[row] === first;
    }
    this.total = total;
    return alike;
  }

  binned(feature: number, codes: Uint16Array, distinct: Float64Array): Found {
    const { counts, sums, rows } = this;
    const { truth, minSamplesLeaf } = this.growing;
    const [bins, count] = [distinct.length, rows.length];
    counts.fill(0, 0, bins);
    sums.fill(0, 0, bins);
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      counts[codes[row]!]!++;
      sums[codes[row]!]! += truth[row]!;
    }
    let best: Split | null = null;
    let [left, sum, before] = [0, 0, -1];
    for (let bin = 0; bin < bins; bin++) {
      if (counts[bin] === 0) continue;
      if (before < 0 && counts[bin] === count) return 'constant';
      if (before >= 0 && left >= minSamplesLeaf && count - left >= minSamplesLeaf) {
        const gain = this.gain(sum, left);
        if (!best || gain > best.gain) best = between(feature, distinct[before]!, distinct[bin]!, gain);
      }
      before = bin;
      left += counts[bin]!;
      sum += sums[bin]!;
    }
    return best;
  }

  sorted(feature: number, order: Uint32Array): Split | null {
    const { inputs, width, truth, minSamplesLeaf } = this.growing;
    const count = order.length;
    let best: Split | null = null;
    let sum = 0;
    for (let i = 0; i < count - 1; i++) {
      sum += truth[order[i]!]!;
      const [here, after] = [inputs[order[i]! * width + feature]!, inputs[order[i + 1]! * width + feature]!];
      const left = i + 1;
      if (here === after || left < minSamplesLeaf || count - left < minSamplesLeaf) continue;
      const gain = this.gain(sum, left);
      if (!best || gain > best.gain) best = between(feature, here, after, gain);
    }
    return best;
  }

  answer(): number {
    this.values.push(this.total / this.rows.length);
    return 0;
  }

  private gain(sum: number, left: number): number {
    return (sum * sum) / left + (this.total - sum) ** 2 / (this.rows.length - left);
  }
}
