import type { Steps } from '@/engine/classical/slices';
import { columnsOf } from '@/engine/classical/tables/grow-tree';
import { createRandom, hash32 } from '@/experiment/random';
import { askNumberTree, growNumberTree, type NumberTree } from './tree';
import type { Lesson, Regressor, RegressorAlgorithm, Rows } from './types';

export interface TreesState<K extends 'decisionTreeRegressor' | 'randomForestRegressor'> {
  kind: K;
  classes: 1;
  trees: NumberTree[];
}

const FOREST_SALT = 0xf0e58;
/** Rows asked between two pauses. */
const CHUNK = 2000;

/** One tree over all training rows and inputs. */
export const decisionTreeRegressor: RegressorAlgorithm<'decisionTreeRegressor', TreesState<'decisionTreeRegressor'>> = {
  *fit(task) {
    const trees = yield* growTrees(task, { ...task.model, trees: 1, maxFeatures: null, bootstrap: false });
    return { kind: 'decisionTreeRegressor', classes: 1, trees };
  },
  predict: predictTrees,
};

/** The mean of trees, each of rows drawn anew. */
export const randomForestRegressor: RegressorAlgorithm<'randomForestRegressor', TreesState<'randomForestRegressor'>> = {
  *fit(task) {
    return { kind: 'randomForestRegressor', classes: 1, trees: yield* growTrees(task, task.model) };
  },
  predict: predictTrees,
};

/** A tree's chance comes from the seed and its number alone. */
function* growTrees(
  { data: { train }, rows: { inputs, width }, truth, seed }: Lesson,
  { trees: count, maxDepth, minSamplesLeaf, maxFeatures, bootstrap }: Omit<Regressor<'randomForestRegressor'>, 'kind'>,
): Steps<NumberTree[]> {
  const featuresPerSplit = Math.min(width, maxFeatures ?? width);
  const columns = columnsOf(inputs, width);
  const trees: NumberTree[] = [];
  for (let t = 0; t < count; t++) {
    const random = createRandom(hash32(seed, FOREST_SALT, t));
    const rows = bootstrap ? Uint32Array.from(train, () => train[random.below(train.length)]!) : train;
    const progress = (share: number) => ({ share: (t + share) / count, words: `Tree ${t + 1} of ${count}` });
    trees.push(
      yield* growNumberTree({ inputs, width, columns, truth, rows, maxDepth, minSamplesLeaf, featuresPerSplit, random, progress }),
    );
  }
  return trees;
}

function* predictTrees({ trees }: { trees: readonly NumberTree[] }, { inputs, width, positions }: Rows): Steps<Float32Array> {
  const sums = new Float64Array(positions.length);
  for (const [t, tree] of trees.entries()) {
    for (let i = 0; i < sums.length; i++) {
      sums[i]! += askNumberTree(tree, inputs, positions[i]! * width);
      if (i % CHUNK === 0) yield { share: (t + i / sums.length) / trees.length, words: `Asking tree ${t + 1} of ${trees.length}` };
    }
  }
  return Float32Array.from(sums, (sum) => sum / trees.length);
}
