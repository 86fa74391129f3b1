import type { Steps } from '@/engine/classical/slices';
import { createRandom, hash32 } from '@/experiment/random';
import { askNumberTree, columnsOf, growNumberTree, type NumberTree } from './tree';
import type { RegressorTask, Rows } from './types';

export interface TreesState {
  kind: 'decisionTreeRegressor' | 'randomForestRegressor';
  classes: 1;
  trees: NumberTree[];
}

const FOREST_SALT = 0xf0e58;
/** Rows asked between two pauses. */
const CHUNK = 2000;

/** One tree of all rows, or as many as a forest has, each of rows drawn anew. A tree's chance comes from the seed and its number alone. */
export function* fitTrees({ model, data: { train }, rows: { inputs, width }, truth, seed }: RegressorTask): Steps<TreesState> {
  if (model.kind !== 'decisionTreeRegressor' && model.kind !== 'randomForestRegressor')
    throw new Error('These options are of another model.');
  const { kind, maxDepth, minSamplesLeaf } = model;
  const forest = model.kind === 'randomForestRegressor' ? model : null;
  const count = forest?.trees ?? 1;
  const featuresPerSplit = Math.min(width, forest?.maxFeatures ?? width);
  const columns = columnsOf(inputs, width);
  const trees: NumberTree[] = [];
  for (let t = 0; t < count; t++) {
    const random = createRandom(hash32(seed, FOREST_SALT, t));
    const drawn = forest?.bootstrap ? Uint32Array.from(train, () => train[random.below(train.length)]!) : train;
    const growth = growNumberTree({ inputs, width, columns, truth, rows: drawn, maxDepth, minSamplesLeaf, featuresPerSplit, random });
    for (let step = growth.next(); ; step = growth.next()) {
      if (step.done) {
        trees.push(step.value);
        break;
      }
      yield { share: (t + step.value.share) / count, words: `Tree ${t + 1} of ${count}` };
    }
  }
  return { kind, classes: 1, trees };
}

export function* predictTrees({ trees }: TreesState, { inputs, width, positions }: Rows): Steps<Float32Array> {
  const sums = new Float64Array(positions.length);
  for (const [t, tree] of trees.entries()) {
    for (let i = 0; i < sums.length; i++) {
      sums[i]! += askNumberTree(tree, inputs, positions[i]! * width);
      if (i % CHUNK === 0) yield { share: (t + i / sums.length) / trees.length, words: `Asking tree ${t + 1} of ${trees.length}` };
    }
  }
  return Float32Array.from(sums, (sum) => sum / trees.length);
}
