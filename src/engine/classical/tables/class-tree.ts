import type { NumberColumn } from '@/engine/classical/regressors/tree';
import type { Progress, Steps } from '@/engine/classical/slices';
import { type Random, shuffle } from '@/experiment/random';

/**
 * A tree as its nodes: node i asks whether input `features[i]` is above `thresholds[i]`; no goes on at i + 1, yes at `next[i]`. A leaf has feature -1, and
 * `next` says what is there: class c as c, or row r of `shares` as classes + r.
 */
export interface ClassTree {
  features: Int32Array;
  thresholds: Float64Array;
  next: Int32Array;
  /** Class shares of the leaves that have more than one class, `classes` numbers each. */
  shares: Float32Array;
}

/** What a tree is grown on. */
export interface ClassGrowing {
  inputs: Float32Array;
  width: number;
  columns: readonly NumberColumn[];
  /** The class of each row. */
  labels: Uint8Array;
  /** How much a row of each class counts. */
  classWeights: Float64Array;
  /** Rows to learn from; a row that was drawn twice stands here twice. */
  rows: Uint32Array;
  maxDepth: number | null;
  minSamplesLeaf: number;
  /** Inputs that each split chooses from. */
  featuresPerSplit: number;
  random: Random;
  /** Makes the words of the share that is done. */
  progress(share: number): Progress;
}

const LEAF = -1;
const FEW_BINS = 8;
/** Work (rows times inputs) between two pauses. */
const WORK = 200_000;

/** Grows a tree by the largest fall of the Gini impurity, as DecisionTreeClassifier does (exact splits, half way between two values). */
export function* growClassTree(growing: ClassGrowing): Steps<ClassTree> {
  const { classWeights, maxDepth, minSamplesLeaf, featuresPerSplit } = growing;
  const classes = classWeights.length;
  const rows = growing.rows.slice();
  const features: number[] = [];
  const thresholds: number[] = [];
  const next: number[] = [];
  const shares: number[] = [];
  const search = new SplitSearch(growing, rows);
  // Waiting right halves: where they begin and end, how deep they are, and whose `next` they are.
  const waiting: [from: number, to: number, depth: number, parent: number][] = [[0, rows.length, 0, -1]];
  let work = 0;
  for (let task = waiting.pop(); task; task = waiting.pop()) {
    const [from, to, depth, parent] = task;
    const node = features.length;
    if (parent >= 0) next[parent] = node;
    const totals = search.totalsOf(from, to);
    const pure = totals.filter((weight) => weight > 0).length < 2;
    const split = pure || depth === maxDepth || to - from < 2 * minSamplesLeaf ? null : search.best(from, to, totals);
    features.push(split ? split.feature : LEAF);
    thresholds.push(split ? split.threshold : 0);
    next.push(
      split
        ? 0
        : pure
          ? Math.max(
              0,
              totals.findIndex((weight) => weight > 0),
            )
          : classes + shares.length / classes,
    );
    if (split) {
      const middle = partition(growing, rows, from, to, split);
      // The left half comes first, right behind its question.
      waiting.push([middle, to, depth + 1, node], [from, middle, depth + 1, -1]);
    } else if (!pure) {
      const sum = totals.reduce((all, weight) => all + weight, 0);
      for (const weight of totals) shares.push(weight / sum);
    }
    work += (to - from) * featuresPerSplit;
    if (work >= WORK) {
      work = 0;
      yield growing.progress(from / rows.length);
    }
  }
  return {
    features: Int32Array.from(features),
    thresholds: Float64Array.from(thresholds),
    next: Int32Array.from(next),
    shares: Float32Array.from(shares),
  };
}

/** Adds the class shares of the leaf that a row ends in, which begins at `start`, to `classes` sums from `at` on. */
export function addClassAnswer(
  { features, thresholds, next, shares }: ClassTree,
  inputs: Float32Array,
  start: number,
  sums: Float64Array,
  at: number,
  classes: number,
): void {
  let node = 0;
  for (let feature = features[0]!; feature !== LEAF; feature = features[node]!) {
    node = inputs[start + feature]! > thresholds[node]! ? next[node]! : node + 1;
  }
  const what = next[node]!;
  if (what < classes) sums[at + what]! += 1;
  else for (let c = 0; c < classes; c++) sums[at + c]! += shares[(what - classes) * classes + c]!;
}

interface Split {
  feature: number;
  threshold: number;
  /** Sum over both sides of (sum of squared class weights) / weight: the larger, the smaller the Gini impurity that is left. */
  gain: number;
}

/** Looks for the best split of some rows. */
class SplitSearch {
  private readonly features: number[];
  private readonly order: Uint32Array;
  /** The weight of each class and the number of rows, for each distinct value of an input. */
  private readonly weights: Float64Array;
  private readonly counts: Uint32Array;
  private readonly left: Float64Array;

  constructor(
    private readonly growing: ClassGrowing,
    private readonly rows: Uint32Array,
  ) {
    const { width, columns, classWeights } = growing;
    const bins = Math.max(...columns.map(({ codes, distinct }) => (codes ? distinct.length : 0)), 1);
    this.features = Array.from({ length: width }, (_, feature) => feature);
    this.order = new Uint32Array(rows.length);
    this.weights = new Float64Array(bins * classWeights.length);
    this.counts = new Uint32Array(bins);
    this.left = new Float64Array(classWeights.length);
  }

  /** The weight of each class among rows from..to. */
  totalsOf(from: number, to: number): Float64Array {
    const { labels, classWeights } = this.growing;
    const totals = new Float64Array(classWeights.length);
    for (let i = from; i < to; i++) {
      const label = labels[this.rows[i]!]!;
      totals[label]! += classWeights[label]!;
    }
    return totals;
  }

  /** `null` where no input parts the rows. Inputs that do not differ count for nothing: others are drawn in their place. */
  best(from: number, to: number, totals: Float64Array): Split | null {
    const { featuresPerSplit, width, random } = this.growing;
    if (featuresPerSplit < width) shuffle(this.features, random);
    let best: Split | null = null;
    let asked = 0;
    for (const feature of this.features) {
      if (asked >= featuresPerSplit) break;
      const found = this.splitBy(feature, from, to, totals);
      if (found === 'constant') continue;
      asked++;
      if (found && (!best || found.gain > best.gain)) best = found;
    }
    return best;
  }

  private splitBy(feature: number, from: number, to: number, totals: Float64Array): Split | null | 'constant' {
    const { codes, distinct } = this.growing.columns[feature]!;
    // Few rows are sorted sooner than many bins are gone through.
    const binned = codes !== null && distinct.length <= Math.max(FEW_BINS, 2 * (to - from));
    return binned ? this.binnedSplit(feature, codes, distinct, from, to, totals) : this.sortedSplit(feature, from, to, totals);
  }

  private binnedSplit(feature: number, codes: Uint16Array, distinct: Float64Array, from: number, to: number, totals: Float64Array) {
    const { weights, counts, left, rows } = this;
    const { labels, classWeights, minSamplesLeaf } = this.growing;
    const [classes, count] = [classWeights.length, to - from];
    weights.fill(0, 0, distinct.length * classes);
    counts.fill(0, 0, distinct.length);
    for (let i = from; i < to; i++) {
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
        const gain = gainOf(left, totals);
        if (!best || gain > best.gain) best = { feature, threshold: distinct[before]! / 2 + distinct[bin]! / 2, gain };
      }
      for (let c = 0; c < classes; c++) left[c]! += weights[bin * classes + c]!;
      done += counts[bin]!;
      before = bin;
    }
    return best;
  }

  private sortedSplit(feature: number, from: number, to: number, totals: Float64Array) {
    const { left, rows } = this;
    const { inputs, width, labels, classWeights, minSamplesLeaf } = this.growing;
    const count = to - from;
    const inputAt = (row: number) => inputs[row * width + feature]!;
    const sorted = this.order.subarray(0, count);
    sorted.set(rows.subarray(from, to));
    sorted.sort((a, b) => inputAt(a) - inputAt(b));
    if (inputAt(sorted[0]!) === inputAt(sorted[count - 1]!)) return 'constant';
    left.fill(0);
    let best: Split | null = null;
    for (let i = 0; i < count - 1; i++) {
      const label = labels[sorted[i]!]!;
      left[label]! += classWeights[label]!;
      const [here, after] = [inputAt(sorted[i]!), inputAt(sorted[i + 1]!)];
      if (here === after || i + 1 < minSamplesLeaf || count - i - 1 < minSamplesLeaf) continue;
      const gain = gainOf(left, totals);
      if (!best || gain > best.gain) best = { feature, threshold: here / 2 + after / 2, gain };
    }
    return best;
  }
}

function gainOf(left: Float64Array, totals: Float64Array): number {
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

/** Puts the rows that answer no first; returns where the others begin. */
function partition({ inputs, width }: ClassGrowing, rows: Uint32Array, from: number, to: number, { feature, threshold }: Split): number {
  let middle = from;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (inputs[row * width + feature]! > threshold) continue;
    rows[i] = rows[middle]!;
    rows[middle++] = row;
  }
  return middle;
}
