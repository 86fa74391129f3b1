import * as v from 'valibot';
import { formatCount, formatNumber } from '@/experiment/words/numbers';
import { classicalModel } from './entry';
import { TREE_OPTIONS, treeFields } from './tree-options';

const title = 'Decision tree';

/** Beyond so many questions in a row, the leaves that a tree could have are more than there are images: the figure says nothing. */
const TELLING_DEPTH = 16;

/** The best split by Gini over all pixels, again and again. */
export const decisionTree = classicalModel({
  title,
  help: 'Asks one question after another, each about one pixel: is it darker than this?',
  schema: v.object({ kind: v.literal('decisionTree'), ...TREE_OPTIONS }),
  defaults: { kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 1 },
  fields: treeFields('image'),
  usesClassWeights: true,
  keepsImages: false,
  words: ({ maxDepth }) => (maxDepth === null ? title : `${title}, depth ${formatNumber(maxDepth)}`),
  learns: ({ maxDepth }) => `It learns one tree: which pixel to check at each step, and the threshold${leaves(maxDepth)}.`,
  noCurve: 'No curve: a tree is built in one go, question by question, so there are no epochs to follow.',
});

function leaves(maxDepth: number | null): string {
  const telling = maxDepth !== null && Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= TELLING_DEPTH;
  return telling ? `, with at most ${formatCount(2 ** maxDepth)} leaves` : '';
}
