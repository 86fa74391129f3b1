import type { Progress, Steps } from '@/engine/classical/slices';
import type { Random } from '@/experiment/random';
import type { Columns } from './columns';
import { createNodes } from './nodes';
import { Runs } from './runs';
import { type Split, Sweep } from './sweep';
import type { Tree } from './tree';

/** How a tree grows. */
export interface GrowOptions {
  /** How many times each training image counts; those with 0 take no part. */
  counts: Int32Array;
  /** How much an image of each class counts. */
  classWeights: Float64Array;
  maxDepth: number | null;
  /** Images (not counts) that a split has to leave on either side. */
  minSamplesLeaf: number;
  /** Pixels drawn for each split; where that is all of them, they are tried in order and nothing is drawn. */
  pixelsPerSplit: number;
  random: Random;
  /** Makes the words of the share that is done. */
  progress(share: number): Progress;
}

/** Images times pixels looked at between two pauses: a few milliseconds. */
const PAUSE = 1_000_000;

/** A node still to be made: its images lie at from..to of the list; `parent` is the node whose "otherwise" it is, -1 for none. */
interface Pending {
  from: number;
  to: number;
  depth: number;
  parent: number;
}

/** Grows a decision tree as CART does (Breiman et al. 1984): greedily, by Gini impurity, until leaves are pure or a limit is met. */
export function* growTree(columns: Columns, options: GrowOptions): Steps<Tree> {
  const grower = new Grower(columns, options);
  const pending: Pending[] = [{ from: 0, to: grower.images, depth: 0, parent: -1 }];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { from, to, depth, parent } = node;
    const split = (yield* grower.bestSplit(from, to, depth)) ? grower.best : null;
    const id = grower.nodes.add(parent, split, grower.totals);
    if (!split) {
      grower.settled += to - from;
      continue;
    }
    const middle = grower.part(from, to, split);
    // The last one in is the next one out: the "if so" side, so that it follows its parent.
    pending.push({ from: middle, to, depth: depth + 1, parent: id });
    pending.push({ from, to: middle, depth: depth + 1, parent: -1 });
  }
  return grower.nodes.finish();
}

class Grower {
  readonly images: number;
  readonly nodes: ReturnType<typeof createNodes>;
  /** The weights by class of the node looked at last. */
  readonly totals: Float64Array;
  readonly best: Split = { pixel: -1, threshold: 0, score: 0 };
  /** Images that have come to a leaf. */
  settled = 0;
  /** The images that take part; each node's lie together, in ascending order. */
  private readonly list: Int32Array;
  private readonly moved: Int32Array;
  private readonly labels: Uint8Array;
  private readonly counts: Int32Array;
  private readonly order: Uint16Array;
  private readonly runs: Runs;
  private readonly sweep: Sweep;
  private work = 0;

  constructor(
    private readonly columns: Columns,
    private readonly options: GrowOptions,
  ) {
    const { counts, classWeights, minSamplesLeaf } = options;
    this.list = Int32Array.from([...counts.keys()].filter((i) => counts[i]! > 0));
    this.images = this.list.length;
    this.moved = new Int32Array(this.images);
    this.labels = new Uint8Array(this.images);
    this.counts = new Int32Array(this.images);
    this.order = Uint16Array.from({ length: columns.size }, (_, p) => p);
    this.totals = new Float64Array(classWeights.length);
    this.nodes = createNodes(this.images, classWeights.length);
    this.runs = new Runs(classWeights.length);
    this.sweep = new Sweep(classWeights, minSamplesLeaf);
  }

  /** Counts the node's classes and, unless it is to be a leaf, looks for its best split. Returns whether there is one, in `best`. */
  *bestSplit(from: number, to: number, depth: number): Steps<boolean> {
    const present = this.count(from, to);
    const { maxDepth, minSamplesLeaf } = this.options;
    this.best.pixel = -1;
    this.best.score = Number.NEGATIVE_INFINITY;
    if (present < 2 || to - from < 2 * minSamplesLeaf || (maxDepth !== null && depth >= maxDepth)) return false;
    yield* this.tryPixels(this.list.subarray(from, to));
    return this.best.pixel >= 0;
  }

  /** Tries so many pixels, and as many more as it takes to find one that differs within the node (scikit-learn's rule). */
  private *tryPixels(node: Int32Array): Steps<void> {
    const { pixelsPerSplit, progress } = this.options;
    let varied = false;
    for (let tried = 0; tried < this.order.length && (tried < pixelsPerSplit || !varied); tried++) {
      const pixel = this.pick(tried);
      this.runs.read(this.columns, pixel, node, this.labels, this.counts, node.length);
      if (!this.runs.isConstant()) {
        varied = true;
        this.sweep.run(this.runs, pixel, this.totals, node.length, this.best);
      }
      this.work += node.length + 100;
      if (this.work < PAUSE) continue;
      this.work = 0;
      yield progress(this.settled / this.images);
    }
  }

  /** The pixel to try: drawn without replacement (Fisher and Yates, as far as needed), or simply the next. */
  private pick(tried: number): number {
    const { order, options } = this;
    if (options.pixelsPerSplit >= order.length) return tried;
    const other = tried + options.random.below(order.length - tried);
    const pixel = order[other]!;
    order[other] = order[tried]!;
    order[tried] = pixel;
    return pixel;
  }

  /** Gathers labels and counts of the node's images, adds up its weights by class, and returns how many classes it has. */
  private count(from: number, to: number): number {
    const { list, labels, counts, totals, options } = this;
    totals.fill(0);
    for (let i = from; i < to; i++) {
      const [label, count] = [this.columns.labels[list[i]!]!, options.counts[list[i]!]!];
      labels[i - from] = label;
      counts[i - from] = count;
      totals[label]! += count * options.classWeights[label]!;
    }
    return totals.reduce((sum, total) => sum + (total > 0 ? 1 : 0), 0);
  }

  /** Parts the node's images by the split, each side in ascending order, and returns where the second side begins. */
  part(from: number, to: number, { pixel, threshold }: Split): number {
    const { list, moved, columns } = this;
    let [kept, others] = [from, 0];
    for (let i = from; i < to; i++) {
      const image = list[i]!;
      if (columns.values[pixel * columns.count + image]! <= threshold) list[kept++] = image;
      else moved[others++] = image;
    }
    list.set(moved.subarray(0, others), kept);
    return kept;
  }
}
