import type { Algorithm, FitTask } from '@/engine/classical/algorithm';
import type { Steps } from '@/engine/classical/slices';
import { createRandom, hash32, type Random } from '@/experiment/random';
import { toColumns } from './columns';
import { weightsByClass } from './decision-tree';
import { growTree } from './grow';
import { meanAnswers } from './mean-answers';
import type { Tree } from './tree';

export interface RandomForestState {
  kind: 'randomForest';
  classes: number;
  trees: Tree[];
}

const FOREST_SALT = 0xf0e57;

/**
 * Breiman's random forest as scikit-learn has it: each tree learns from images drawn with replacement, each split chooses from pixels drawn
 * anew, and the leaves' class shares are averaged. A tree's chance comes from the seed and its number alone, so that trees can be grown
 * anywhere, in any order.
 */
export const randomForest: Algorithm<'randomForest', RandomForestState> = {
  fit: (task) => growForest(task, 0, task.model.trees),
  predict: ({ classes, trees }, rows) => meanAnswers(trees, rows, classes),
};

/** The trees number `from` to `to` (not included) of a forest: a part of it, for several workers to share the work. */
export function* growForest(task: FitTask<'randomForest'>, from: number, to: number): Steps<RandomForestState> {
  const { model, data, seed } = task;
  const columns = yield* toColumns(data);
  const pixelsPerSplit = model.maxFeatures ?? Math.max(1, Math.floor(Math.sqrt(columns.size)));
  const trees: Tree[] = [];
  for (let t = from; t < to; t++) {
    const random = createRandom(hash32(seed, FOREST_SALT, t));
    const counts = model.bootstrap ? drawWithReplacement(columns.count, random) : new Int32Array(columns.count).fill(1);
    const { maxDepth, minSamplesLeaf } = model;
    const progress = (share: number) => ({ share: (t - from + share) / (to - from), words: `Tree ${t - from + 1} of ${to - from}` });
    trees.push(
      yield* growTree(columns, { counts, classWeights: weightsByClass(data), maxDepth, minSamplesLeaf, pixelsPerSplit, random, progress }),
    );
    yield progress(1);
  }
  return { kind: 'randomForest', classes: data.classNames.length, trees };
}

/** One forest of several parts, in their order. */
export const joinForests = ([first, ...others]: [RandomForestState, ...RandomForestState[]]): RandomForestState => ({
  ...first,
  trees: [first, ...others].flatMap(({ trees }) => trees),
});

/** How often each of `count` images comes up in as many draws. */
function drawWithReplacement(count: number, random: Random): Int32Array {
  const counts = new Int32Array(count);
  for (let i = 0; i < count; i++) counts[random.below(count)]!++;
  return counts;
}
