import type { PreparedData } from '@/dataset/types';
import type { Algorithm } from '@/engine/classical/algorithm';
import { createRandom } from '@/experiment/random';
import { toColumns } from './columns';
import { growTree } from './grow';
import { meanAnswers } from './mean-answers';
import type { Tree } from './tree';

export interface DecisionTreeState {
  kind: 'decisionTree';
  classes: number;
  tree: Tree;
}

/** How much an image of each class counts. */
export const weightsByClass = ({ classNames, classWeights }: PreparedData): Float64Array =>
  Float64Array.from(classNames, (_, c) => classWeights?.[c] ?? 1);

/** One decision tree over all pixels. Of equally good splits it takes the first, by pixel and value. */
export const decisionTree: Algorithm<'decisionTree', DecisionTreeState> = {
  *fit({ model: { maxDepth, minSamplesLeaf }, data, seed }) {
    const columns = yield* toColumns(data);
    const tree = yield* growTree(columns, {
      counts: new Int32Array(columns.count).fill(1),
      classWeights: weightsByClass(data),
      maxDepth,
      minSamplesLeaf,
      pixelsPerSplit: columns.size,
      random: createRandom(seed),
      progress: (share) => ({ share, words: `${Math.floor(share * 100)}% of the images have come to a leaf` }),
    });
    return { kind: 'decisionTree', classes: data.classNames.length, tree };
  },

  predict: ({ classes, tree }, rows) => meanAnswers([tree], rows, classes),
};
