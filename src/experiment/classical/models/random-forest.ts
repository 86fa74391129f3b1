import * as v from 'valibot';
import { LARGEST_SIDE } from '@/experiment/data/datasets';
import { number } from '@/experiment/schema-parts';
import { counted } from '@/experiment/words/numbers';
import { classicalModel } from './entry';
import { TREE_OPTIONS, treeFields } from './tree-options';

const title = 'Random forest';

/**
 * The mean of many trees, each over images drawn with replacement (`bootstrap`), each split over `maxFeatures` pixels drawn anew; `null` is the square
 * root of their number, all pixels is the number of bytes of an image.
 */
export const randomForest = classicalModel({
  title,
  help: 'Many decision trees, each with other images and pixels to learn from, whose answers are averaged.',
  schema: v.object({
    kind: v.literal('randomForest'),
    ...TREE_OPTIONS,
    trees: number,
    maxFeatures: v.nullable(v.number()),
    bootstrap: v.boolean(),
  }),
  defaults: { kind: 'randomForest', trees: 100, maxDepth: null, minSamplesLeaf: 1, maxFeatures: null, bootstrap: true },
  fields: [
    { name: 'trees', label: 'trees', help: 'How many trees are averaged.', type: 'integer', min: 1, max: 1000 },
    ...treeFields('image'),
    {
      name: 'maxFeatures',
      label: 'pixels per split',
      help: 'How many randomly drawn pixels a split chooses from. Empty means the square root of the number of all pixels.',
      type: 'integer',
      min: 1,
      max: LARGEST_SIDE ** 2,
      optional: 'square root',
    },
    {
      name: 'bootstrap',
      label: 'bootstrap',
      help: 'Each tree learns from as many images as there are, drawn with replacement, so that no two trees see the same.',
      type: 'boolean',
    },
  ],
  usesClassWeights: true,
  keepsImages: false,
  words: ({ trees }) => `${title}, ${counted(trees, 'tree')}`,
  learns: ({ trees }) =>
    Number.isFinite(trees) && trees > 0
      ? `It learns ${counted(trees, 'tree')}, whose answers are averaged.`
      : 'It learns trees, whose answers are averaged.',
  noCurve: 'No curve: each tree is built in one go, question by question, so there are no epochs to follow.',
});
