import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';
import { TREE_OPTIONS, treeFields } from '@/experiment/classical/models/tree-options';
import { number } from '@/experiment/schema-parts';
import { counted } from '@/experiment/words/numbers';

/** The mean of many trees, each over rows drawn with replacement (RandomForestRegressor); `maxFeatures` of `null` is all inputs, as there. */
export const randomForestRegressor = classicalModel({
  title: 'Random forest',
  help: 'Many decision trees, each with other rows to learn from, whose numbers are averaged.',
  schema: v.object({
    kind: v.literal('randomForestRegressor'),
    ...TREE_OPTIONS,
    trees: number,
    maxFeatures: v.nullable(v.number()),
    bootstrap: v.boolean(),
  }),
  defaults: { kind: 'randomForestRegressor', trees: 100, maxDepth: null, minSamplesLeaf: 1, maxFeatures: null, bootstrap: true },
  fields: [
    { name: 'trees', label: 'trees', help: 'How many trees are averaged.', type: 'integer', min: 1, max: 1000 },
    ...treeFields('row'),
    {
      name: 'maxFeatures',
      label: 'inputs per split',
      help: 'How many randomly drawn inputs a split chooses from. Empty means all.',
      type: 'integer',
      min: 1,
      max: 100_000,
      optional: 'all',
    },
    {
      name: 'bootstrap',
      label: 'bootstrap',
      help: 'Each tree learns from as many rows as there are, drawn with replacement, so that no two trees see the same.',
      type: 'boolean',
    },
  ],
  usesClassWeights: false,
  keepsImages: false,
  words: ({ trees }) => `Random forest, ${counted(trees, 'tree')}`,
  learns: ({ trees }) =>
    Number.isFinite(trees) && trees > 0
      ? `It learns ${counted(trees, 'tree')}, whose numbers are averaged.`
      : 'It learns trees, whose numbers are averaged.',
  noCurve: 'No curve: a tree is built in one go, question by question, so there are no epochs to follow.',
});
