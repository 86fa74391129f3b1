import type { Steps } from '@/engine/classical/slices';
import { weightsByClass } from '@/engine/classical/trees/decision-tree';
import { createRandom, hash32 } from '@/experiment/random';
import { addClassAnswer, type ClassTree, growClassTree } from './class-tree';
import { columnsOf } from './grow-tree';
import type { RowAlgorithm, RowLesson } from './types';

/** A tree or a forest over rows. */
export interface RowTreesState {
  kind: 'rowTrees';
  model: 'decisionTree' | 'randomForest';
  classes: number;
  trees: ClassTree[];
}

const FOREST_SALT = 0xf0e59;
/** Rows asked between two pauses. */
const CHUNK = 2000;

/** One tree over all training rows and inputs, or many of rows and inputs drawn anew, whose leaves' class shares are averaged. */
export const rowTrees: RowAlgorithm<'decisionTree' | 'randomForest', RowTreesState> = {
  *fit(lesson) {
    const { model, data } = lesson;
    const options =
      model.kind === 'randomForest'
        ? { ...model, maxFeatures: model.maxFeatures ?? Math.max(1, Math.floor(Math.sqrt(lesson.rows.width))) }
        : { ...model, trees: 1, maxFeatures: lesson.rows.width, bootstrap: false };
    return { kind: 'rowTrees', model: model.kind, classes: data.classNames.length, trees: yield* growTrees(lesson, options) };
  },

  *predict({ trees, classes }, { inputs, width, positions }) {
    const sums = new Float64Array(positions.length * classes);
    for (const [t, tree] of trees.entries()) {
      for (let i = 0; i < positions.length; i++) {
        addClassAnswer(tree, inputs, positions[i]! * width, sums, i * classes, classes);
        if (i % CHUNK === 0) yield { share: (t + i / positions.length) / trees.length, words: `Asking tree ${t + 1} of ${trees.length}` };
      }
    }
    return Float32Array.from(sums, (sum) => sum / trees.length);
  },
};

interface TreeOptions {
  trees: number;
  maxDepth: number | null;
  minSamplesLeaf: number;
  maxFeatures: number;
  bootstrap: boolean;
}

/** A tree's chance comes from the seed and its number alone. */
function* growTrees(
  { data, rows: { inputs, width }, seed }: Pick<RowLesson<'decisionTree'>, 'data' | 'rows' | 'seed'>,
  { trees: count, maxDepth, minSamplesLeaf, maxFeatures, bootstrap }: TreeOptions,
): Steps<ClassTree[]> {
  const { train, targets: labels } = data;
  const columns = columnsOf(inputs, width);
  const common = { inputs, width, columns, labels, classWeights: weightsByClass(data), maxDepth, minSamplesLeaf };
  const trees: ClassTree[] = [];
  for (let t = 0; t < count; t++) {
    const random = createRandom(hash32(seed, FOREST_SALT, t));
    const rows = bootstrap ? Uint32Array.from(train, () => train[random.below(train.length)]!) : train;
    const progress = (share: number) => ({ share: (t + share) / count, words: `Tree ${t + 1} of ${count}` });
    trees.push(yield* growClassTree({ ...common, rows, featuresPerSplit: Math.min(width, maxFeatures), random, progress }));
  }
  return trees;
}
