import type { Progress, Steps } from '@/engine/classical/slices';
import { type Random, shuffle } from '@/experiment/random';

/**
 * A tree as its nodes: node i asks whether input `features[i]` is above `thresholds[i]`; no goes on at i + 1, yes at `next[i]`. A leaf has feature -1 and the
 * answer `values[i]`.
 */
export interface NumberTree {
  features: Int32Array;
  thresholds: Float64Array;
  next: Int32Array;
  values: Float64Array;
}

/** What a tree is grown on. */
export interface Growing {
  inputs: Float32Array;
  width: number;
  columns: readonly NumberColumn[];
  /** Numbers to be predicted, by row. */
  truth: Float64Array;
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

const MOST_CODES = 65_535;
const FEW_BINS = 8;
const LEAF = -1;
/** Work (rows times inputs) between two pauses. */
const WORK = 200_000;

/** Grows a tree by the largest fall of the squared error, as DecisionTreeRegressor does (exact splits, half way between two values). */
export function* growNumberTree(growing: Growing): Steps<NumberTree> {
  const nodes = { features: [] as number[], thresholds: [] as number[], next: [] as number[], values: [] as number[] };
  const rows = growing.rows.slice();
  const bins = Math.max(...growing.columns.map(({ codes, distinct }) => (codes ? distinct.length : 0)), 1);
  const scratch = { order: new Uint32Array(rows.length), counts: new Float64Array(bins), sums: new Float64Array(bins) };
  const features = Array.from({ length: growing.width }, (_, feature) => feature);
  // Waiting right halves: where they begin and end, how deep they are, and whose `next` they are.
  const waiting: [from: number, to: number, depth: number, parent: number][] = [[0, rows.length, 0, -1]];
  let work = 0;
  for (let task = waiting.pop(); task; task = waiting.pop()) {
    const [from, to, depth, parent] = task;
    const node = nodes.features.length;
    if (parent >= 0) nodes.next[parent] = node;
    const split =
      isPure(growing, rows, from, to) || depth === growing.maxDepth ? null : bestSplit(growing, rows, from, to, features, scratch);
    nodes.features.push(split ? split.feature : LEAF);
    nodes.thresholds.push(split ? split.threshold : 0);
    nodes.next.push(0);
    nodes.values.push(meanOf(growing, rows, from, to));
    if (split) {
      const middle = partition(growing, rows, from, to, split);
      // The left half comes first, right behind its question.
      waiting.push([middle, to, depth + 1, node], [from, middle, depth + 1, -1]);
    }
    work += (to - from) * growing.featuresPerSplit;
    if (work >= WORK) {
      work = 0;
      yield growing.progress(from / rows.length);
    }
  }
  return {
    features: Int32Array.from(nodes.features),
    thresholds: Float64Array.from(nodes.thresholds),
    next: Int32Array.from(nodes.next),
    values: Float64Array.from(nodes.values),
  };
}

/** The answer of a tree for the row that begins at `start`. */
export function askNumberTree({ features, thresholds, next, values }: NumberTree, inputs: Float32Array, start: number): number {
  let node = 0;
  for (let feature = features[0]!; feature !== LEAF; feature = features[node]!) {
    node = inputs[start + feature]! > thresholds[node]! ? next[node]! : node + 1;
  }
  return values[node]!;
}

interface Split {
  feature: number;
  threshold: number;
  /** Sum over both sides of (sum of the numbers)^2 / rows: the larger, the smaller the squared error that is left. */
  gain: number;
}

/** No split where too few rows would be left on a side, `constant` where the rows do not differ. */
type Found = Split | null | 'constant';

function isPure({ truth, minSamplesLeaf }: Growing, rows: Uint32Array, from: number, to: number): boolean {
  if (to - from < 2 * minSamplesLeaf) return true;
  const first = truth[rows[from]!]!;
  for (let i = from + 1; i < to; i++) if (truth[rows[i]!] !== first) return false;
  return true;
}

const meanOf = ({ truth }: Growing, rows: Uint32Array, from: number, to: number): number => sumOf(truth, rows, from, to) / (to - from);

/** The best split of some rows; `null` where no input differs. Inputs that do not differ count for nothing: others are drawn in their place. */
function bestSplit(growing: Growing, rows: Uint32Array, from: number, to: number, features: number[], scratch: Scratch): Split | null {
  const { featuresPerSplit, width, random } = growing;
  if (featuresPerSplit < width) shuffle(features, random);
  let best: Split | null = null;
  let asked = 0;
  for (const feature of features) {
    if (asked >= featuresPerSplit) break;
    const found = splitBy(growing, rows, from, to, feature, scratch);
    if (found === 'constant') continue;
    asked++;
    if (found && (!best || found.gain > best.gain)) best = found;
  }
  return best;
}

interface Scratch {
  order: Uint32Array;
  counts: Float64Array;
  sums: Float64Array;
}

const splitBy = (growing: Growing, rows: Uint32Array, from: number, to: number, feature: number, scratch: Scratch) => {
  const column = growing.columns[feature]!;
  // Few rows are sorted sooner than many bins are gone through.
  const binned = column.codes !== null && column.distinct.length <= Math.max(FEW_BINS, 2 * (to - from));
  return binned ? binnedSplit(growing, rows, from, to, feature, scratch) : sortedSplit(growing, rows, from, to, feature, scratch);
};

/** By the counts and sums of each distinct value: no sorting. */
function binnedSplit(growing: Growing, rows: Uint32Array, from: number, to: number, feature: number, { counts, sums }: Scratch): Found {
  const { truth, minSamplesLeaf } = growing;
  const { codes, distinct } = growing.columns[feature]!;
  const bins = distinct.length;
  counts.fill(0, 0, bins);
  sums.fill(0, 0, bins);
  let total = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const code = codes![row]!;
    const value = truth[row]!;
    counts[code]!++;
    sums[code]! += value;
    total += value;
  }
  const count = to - from;
  let best: Split | null = null;
  let [left, sum, before] = [0, 0, -1];
  for (let bin = 0; bin < bins; bin++) {
    if (counts[bin] === 0) continue;
    if (before >= 0 && left >= minSamplesLeaf && count - left >= minSamplesLeaf) {
      const gain = (sum * sum) / left + (total - sum) ** 2 / (count - left);
      if (!best || gain > best.gain) best = { feature, threshold: distinct[before]! / 2 + distinct[bin]! / 2, gain };
    }
    if (before < 0 && counts[bin] === count) return 'constant';
    before = bin;
    left += counts[bin]!;
    sum += sums[bin]!;
  }
  return best;
}

function sortedSplit(growing: Growing, rows: Uint32Array, from: number, to: number, feature: number, { order }: Scratch): Found {
  const { inputs, width, truth, minSamplesLeaf } = growing;
  const count = to - from;
  const inputAt = (row: number) => inputs[row * width + feature]!;
  const sorted = order.subarray(0, count);
  sorted.set(rows.subarray(from, to));
  sorted.sort((a, b) => inputAt(a) - inputAt(b));
  if (inputAt(sorted[0]!) === inputAt(sorted[count - 1]!)) return 'constant';
  const total = sumOf(truth, rows, from, to);
  let best: Split | null = null;
  let sum = 0;
  for (let i = 0; i < count - 1; i++) {
    sum += truth[sorted[i]!]!;
    const [here, after] = [inputAt(sorted[i]!), inputAt(sorted[i + 1]!)];
    const left = i + 1;
    if (here === after || left < minSamplesLeaf || count - left < minSamplesLeaf) continue;
    const gain = (sum * sum) / left + (total - sum) ** 2 / (count - left);
    if (!best || gain > best.gain) best = { feature, threshold: here / 2 + after / 2, gain };
  }
  return best;
}

function sumOf(truth: Float64Array, rows: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += truth[rows[i]!]!;
  return sum;
}

/** Puts the rows that answer no first; returns where the others begin. */
function partition({ inputs, width }: Growing, rows: Uint32Array, from: number, to: number, { feature, threshold }: Split): number {
  let middle = from;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (inputs[row * width + feature]! > threshold) continue;
    rows[i] = rows[middle]!;
    rows[middle++] = row;
  }
  return middle;
}
