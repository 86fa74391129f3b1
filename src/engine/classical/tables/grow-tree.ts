import type { Progress, Steps } from '@/engine/classical/slices';
import { type Random, shuffle } from '@/experiment/random';

/** The questions of a tree: node i asks whether input `features[i]` is above `thresholds[i]`; no goes on at i + 1, yes at `next[i]`. A leaf has feature -1. */
export interface Questions {
  features: Int32Array;
  thresholds: Float64Array;
  /** Of a leaf: what its criterion said. */
  next: Int32Array;
}

/** What a tree is grown on. */
export interface Growing {
  inputs: Float32Array;
  width: number;
  columns: readonly NumberColumn[];
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

/** The distinct values of an input, in order, and which of them each row has; without codes where they are too many. */
export interface NumberColumn {
  distinct: Float64Array;
  codes: Uint16Array | null;
}

/** A question, and by how much it parts what is on its two sides: the larger, the better. */
export interface Split {
  feature: number;
  threshold: number;
  gain: number;
}

/** No split where too few rows would be left on a side, `constant` where the rows do not differ. */
export type Found = Split | null | 'constant';

/** What a good split is, and what a leaf says. The rows asked about are those that `enter` was given last. */
export interface Criterion {
  /** Takes in the rows of a node; whether they are alike, so that nothing is to be parted. */
  enter(rows: Uint32Array): boolean;
  /** The best split by the distinct values of an input, without sorting. */
  binned(feature: number, codes: Uint16Array, distinct: Float64Array): Found;
  /** The best split by rows in the order of an input, which they differ in. */
  sorted(feature: number, order: Uint32Array): Split | null;
  /** Keeps the node's answer; what it returns stands in `next` of a leaf. */
  answer(isLeaf: boolean): number;
}

/** Sorts out the distinct values of every input, once for all trees. */
export function columnsOf(inputs: Float32Array, width: number): NumberColumn[] {
  const count = inputs.length / width;
  return Array.from({ length: width }, (_, feature) => {
    const values = Float64Array.from({ length: count }, (_, row) => inputs[row * width + feature]!);
    const distinct = Float64Array.from(new Set(values)).sort();
    if (distinct.length > MOST_CODES) return { distinct, codes: null };
    const codeOf = new Map(Array.from(distinct, (value, code) => [value, code]));
    return { distinct, codes: Uint16Array.from(values, (value) => codeOf.get(value)!) };
  });
}

/** The most distinct values that a column has codes for, so that sums are kept for each. */
export const mostBins = (columns: readonly NumberColumn[]): number =>
  Math.max(...columns.map(({ codes, distinct }) => (codes ? distinct.length : 0)), 1);

const MOST_CODES = 65_535;
const FEW_BINS = 8;
const LEAF = -1;
/** Work (rows times inputs) between two pauses. */
const WORK = 200_000;

/** Grows a tree by the best split of each node, as scikit-learn's trees do (exact splits, half way between two values). */
export function* growTree(growing: Growing, criterion: Criterion): Steps<Questions> {
  const { maxDepth, minSamplesLeaf, featuresPerSplit } = growing;
  const rows = growing.rows.slice();
  const nodes = { features: [] as number[], thresholds: [] as number[], next: [] as number[] };
  const order = new Uint32Array(rows.length);
  const features = Array.from({ length: growing.width }, (_, feature) => feature);
  // Waiting right halves: where they begin and end, how deep they are, and whose `next` they are.
  const waiting: [from: number, to: number, depth: number, parent: number][] = [[0, rows.length, 0, -1]];
  let work = 0;
  for (let task = waiting.pop(); task; task = waiting.pop()) {
    const [from, to, depth, parent] = task;
    const node = nodes.features.length;
    if (parent >= 0) nodes.next[parent] = node;
    const here = rows.subarray(from, to);
    const whole = criterion.enter(here) || depth === maxDepth || here.length < 2 * minSamplesLeaf;
    const split = whole ? null : bestSplit(growing, criterion, here, features, order);
    nodes.features.push(split ? split.feature : LEAF);
    nodes.thresholds.push(split ? split.threshold : 0);
    nodes.next.push(criterion.answer(split === null));
    if (split) {
      const middle = from + partition(growing, here, split);
      // The left half comes first, right behind its question.
      waiting.push([middle, to, depth + 1, node], [from, middle, depth + 1, -1]);
    }
    work += here.length * featuresPerSplit;
    if (work >= WORK) {
      work = 0;
      yield growing.progress(from / rows.length);
    }
  }
  return {
    features: Int32Array.from(nodes.features),
    thresholds: Float64Array.from(nodes.thresholds),
    next: Int32Array.from(nodes.next),
  };
}

/** The leaf that the row which begins at `start` ends in. */
export function leafOf({ features, thresholds, next }: Questions, inputs: Float32Array, start: number): number {
  let node = 0;
  for (let feature = features[0]!; feature !== LEAF; feature = features[node]!) {
    node = inputs[start + feature]! > thresholds[node]! ? next[node]! : node + 1;
  }
  return node;
}

/** The question half way between two neighboring values of an input. */
export const between = (feature: number, below: number, above: number, gain: number): Split => ({
  feature,
  threshold: below / 2 + above / 2,
  gain,
});

/** `null` where no input parts the rows. Inputs that do not differ count for nothing: others are drawn in their place. */
function bestSplit(growing: Growing, criterion: Criterion, rows: Uint32Array, features: number[], order: Uint32Array): Split | null {
  const { featuresPerSplit, width, random } = growing;
  if (featuresPerSplit < width) shuffle(features, random);
  let best: Split | null = null;
  let asked = 0;
  for (const feature of features) {
    if (asked >= featuresPerSplit) break;
    const found = splitBy(growing, criterion, rows, feature, order);
    if (found === 'constant') continue;
    asked++;
    if (found && (!best || found.gain > best.gain)) best = found;
  }
  return best;
}

function splitBy({ inputs, width, columns }: Growing, criterion: Criterion, rows: Uint32Array, feature: number, order: Uint32Array): Found {
  const { codes, distinct } = columns[feature]!;
  // Few rows are sorted sooner than many bins are gone through.
  if (codes && distinct.length <= Math.max(FEW_BINS, 2 * rows.length)) return criterion.binned(feature, codes, distinct);
  const inputAt = (row: number) => inputs[row * width + feature]!;
  const sorted = order.subarray(0, rows.length);
  sorted.set(rows);
  sorted.sort((a, b) => inputAt(a) - inputAt(b));
  return inputAt(sorted[0]!) === inputAt(sorted.at(-1)!) ? 'constant' : criterion.sorted(feature, sorted);
}

/** Puts the rows that answer no first; returns where the others begin. */
function partition({ inputs, width }: Growing, rows: Uint32Array, { feature, threshold }: Split): number {
  let middle = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (inputs[row * width + feature]! > threshold) continue;
    rows[i] = rows[middle]!;
    rows[middle++] = row;
  }
  return middle;
}
