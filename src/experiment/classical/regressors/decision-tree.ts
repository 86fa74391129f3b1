import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';
import { TREE_OPTIONS, treeFields } from '@/experiment/classical/models/tree-options';
import { formatNumber } from '@/experiment/words/numbers';

/** The best split by squared error over all inputs, again and again (DecisionTreeRegressor). */
export const decisionTreeRegressor = classicalModel({
  title: 'Decision tree',
  help: 'Asks one question after another, each about one input: is it larger than this?',
  schema: v.object({ kind: v.literal('decisionTreeRegressor'), ...TREE_OPTIONS }),
  defaults: { kind: 'decisionTreeRegressor', maxDepth: null, minSamplesLeaf: 1 },
  fields: treeFields('row'),
  usesClassWeights: false,
  keepsImages: false,
  words: ({ maxDepth }) => (maxDepth === null ? 'Decision tree' : `Decision tree, depth ${formatNumber(maxDepth)}`),
  learns: () => 'It learns one tree: which input to check at each step, the threshold, and a number for each leaf.',
  noCurve: 'No curve: a tree is built in one go, question by question, so there are no epochs to follow.',
});
