import type { Steps } from '@/engine/classical/slices';
import { between, type Criterion, type Found, type Growing, growTree, leafOf, mostBins, type Questions, type Split } from './grow-tree';

/** A tree whose leaves say in `next` what is there: class c as c, or row r of `shares` as classes + r. */
export interface ClassTree extends Questions {
  /** Class shares of the leaves that have more than one class, `classes` numbers each. */
  shares: Float32Array;
}

/** What a tree is grown on. */
export interface ClassGrowing extends Growing {
  /** The class of each row. */
  labels: Uint8Array;
  /** How much a row of each class counts. */
  classWeights: Float64Array;
}

/** Grows a tree by the largest fall of the Gini impurity, as DecisionTreeClassifier does. */
export function* growClassTree(growing: ClassGrowing): Steps<ClassTree> {
  const gini = new Gini(growing);
  const questions = yield* growTree(growing, gini);
  return { ...questions, shares: Float32Array.from(gini.shares) };
}

/** Adds the class shares of the leaf that a row ends in, which begins at `start`, to `classes` sums from `at` on. */
export function addClassAnswer(
  tree: ClassTree,
  inputs: Float32Array,
  start: number,
  sums: Float64Array,
  at: number,
  classes: number,
): void {
  const what = tree.next[leafOf(tree, inputs, start)]!;
  if (what < classes) sums[at + what]! += 1;
  else for (let c = 0; c < classes; c++) sums[at + c]! += tree.shares[(what - classes) * classes + c]!;
}

/** Gains are the sums over both sides of (sum of squared class weights) / weight: the larger, the smaller the impurity that is left. */
class Gini implements Criterion {
  readonly shares: number[] = [];
  private rows = new Uint32Array(0);
  private isPure = false;
  /** The weight of each class among the rows, and among those on the left. */
  private readonly totals: Float64Array;
  private readonly left: Float64Array;
  /** The weight of each class and the number of rows, for each distinct value of an input. */
  private readonly weights: Float64Array;
  private readonly counts: Uint32Array;

  constructor(private readonly growing: ClassGrowing) {
    const { columns, classWeights } = growing;
    const bins = mostBins(columns);
    this.totals = new Float64Array(classWeights.length);
    this.left = new Float64Array(classWeights.length);
    this.weights = new Float64Array(bins * classWeights.length);
    this.counts = new Uint32Array(bins);
  }

  enter(rows: Uint32Array<ArrayBuffer>): boolean {
    const { labels, classWeights } = this.growing;
    this.rows = rows;
    this.totals.fill(0);
    for (const row of rows) this.totals[labels[row]!]! += classWeights[labels[row]!]!;
    this.isPure = this.totals.filter((weight) => weight > 0).length < 2;
    return this.isPure;
  }

  binned(feature: number, codes: Uint16Array, distinct: Float64Array): Found {
    const { weights, counts, left, rows } = this;
    const { labels, classWeights, minSamplesLeaf } = this.growing;
    const [classes, count] = [classWeights.length, rows.length];
    weights.fill(0, 0, distinct.length * classes);
    counts.fill(0, 0, distinct.length);
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const label = labels[row]!;
      weights[codes[row]! * classes + label]! += classWeights[label]!;
      counts[codes[row]!]!++;
    }
    left.fill(0);
    let best: Split | null = null;
    let [before, done] = [-1, 0];
    for (let bin = 0; bin < distinct.length; bin++) {
      if (counts[bin] === 0) continue;
      if (before < 0 && counts[bin] === count) return 'constant';
      if (before >= 0 && done >= minSamplesLeaf && count - done >= minSamplesLeaf) {
        const gain = this.gain();
        if (!best || gain > best.gain) best = between(feature, distinct[before]!, distinct[bin]!, gain);
      }
      for (let c = 0; c < classes; c++) left[c]! += weights[bin * classes + c]!;
      done += counts[bin]!;
      before = bin;
    }
    return best;
  }

  sorted(feature: number, order: Uint32Array): Split | null {
    const { inputs, width, labels, classWeights, minSamplesLeaf } = this.growing;
    const count = order.length;
    this.left.fill(0);
    let best: Split | null = null;
    for (let i = 0; i < count - 1; i++) {
      const label = labels[order[i]!]!;
      this.left[label]! += classWeights[label]!;
      const [here, after] = [inputs[order[i]! * width + feature]!, inputs[order[i + 1]! * width + feature]!];
      if (here === after || i + 1 < minSamplesLeaf || count - i - 1 < minSamplesLeaf) continue;
      const gain = this.gain();
      if (!best || gain > best.gain) best = between(feature, here, after, gain);
    }
    return best;
  }

  answer(isLeaf: boolean): number {
    const { totals, shares } = this;
    if (!isLeaf) return 0;
    const present = totals.findIndex((weight) => weight > 0);
    if (this.isPure) return Math.max(0, present);
    const classes = totals.length;
    const sum = totals.reduce((all, weight) => all + weight, 0);
    for (const weight of totals) shares.push(weight / sum);
    return classes + shares.length / classes - 1;
  }

  private gain(): number {
    const { left, totals } = this;
    let [leftSquares, rightSquares, leftSum, rightSum] = [0, 0, 0, 0];
    for (let c = 0; c < totals.length; c++) {
      const [here, there] = [left[c]!, totals[c]! - left[c]!];
      leftSum += here;
      rightSum += there;
      leftSquares += here * here;
      rightSquares += there * there;
    }
    return (leftSum > 0 ? leftSquares / leftSum : 0) + (rightSum > 0 ? rightSquares / rightSum : 0);
  }
}
