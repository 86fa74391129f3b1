import * as v from 'valibot';
import { choiceTable, keysOf, type ValueOf } from '@/experiment/choice';
import { classicalModel } from '@/experiment/classical/models/entry';
import { TREE_OPTIONS } from '@/experiment/classical/models/tree-options';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { settingError } from '@/experiment/setting-issue';
import { counted, formatNumber, rowsInWords } from '@/experiment/words/numbers';

const DIRECT = 'No curve: its weights follow from the training rows in one go, so there are no epochs to follow.';
const GROWN = 'No curve: a tree is built in one go, question by question, so there are no epochs to follow.';

const treeFields: readonly Field[] = [
  {
    name: 'maxDepth',
    label: 'maximum depth',
    help: 'How many questions in a row a tree may ask. Empty means as many as it takes.',
    type: 'integer',
    min: 1,
    max: 1000,
    optional: 'no limit',
  },
  {
    name: 'minSamplesLeaf',
    label: 'rows per leaf',
    help: 'A split has to leave at least so many training rows on either side; more keeps a tree from learning single rows by heart.',
    type: 'integer',
    min: 1,
    max: 10_000,
  },
];

/** Always says the mean of the training rows (DummyRegressor). */
const mean = classicalModel({
  title: 'Mean',
  help: 'Looks at no column and always says the mean of the training rows: what every other model has to beat.',
  schema: v.object({ kind: v.literal('mean') }),
  defaults: { kind: 'mean' },
  fields: [],
  usesClassWeights: false,
  keepsImages: false,
  words: () => 'Mean',
  learns: () => 'It learns one number: the mean of the target over the training rows.',
  noCurve: 'No curve: it takes the mean of the training rows once, and that is all it learns.',
});

/** Least squares (LinearRegression): of all solutions that fit equally well, the one with the smallest weights. */
const linearRegression = classicalModel({
  title: 'Linear regression',
  help: 'A weighted sum of the inputs, with the weights that make the squared errors smallest.',
  schema: v.object({ kind: v.literal('linearRegression') }),
  defaults: { kind: 'linearRegression' },
  fields: [],
  usesClassWeights: false,
  keepsImages: false,
  words: () => 'Linear regression',
  learns: (_, { pixels }) => `It learns ${counted(pixels, 'weight')}, one for each input, and a bias.`,
  noCurve: DIRECT,
});

/** Least squares with `alpha` times the squared weights added to the sum of squared errors (Ridge). */
const ridge = classicalModel({
  title: 'Ridge',
  help: 'Linear regression whose weights are kept small: L2 with strength alpha.',
  schema: v.object({ kind: v.literal('ridge'), alpha: number }),
  defaults: { kind: 'ridge', alpha: 1 },
  fields: [
    {
      name: 'alpha',
      label: 'alpha',
      help: 'The larger, the smaller the weights are kept. 0 is linear regression.',
      type: 'number',
      min: 0,
      max: 1_000_000_000,
      step: 0.1,
    },
  ],
  usesClassWeights: false,
  keepsImages: false,
  words: ({ alpha }) => `Ridge, alpha ${formatNumber(alpha)}`,
  learns: (_, { pixels }) => `It learns ${counted(pixels, 'weight')}, one for each input and all kept small, and a bias.`,
  noCurve: DIRECT,
});

/** The mean of the k training rows with the smallest Euclidean distance, each alike or by 1 / distance (KNeighborsRegressor). */
const nearestNeighboursRegressor = classicalModel({
  title: 'k nearest neighbors',
  help: 'Learns nothing: it looks for the training rows that are most alike and takes the mean of their numbers.',
  schema: v.object({ kind: v.literal('nearestNeighboursRegressor'), k: number, weights: v.picklist(['uniform', 'distance']) }),
  defaults: { kind: 'nearestNeighboursRegressor', k: 5, weights: 'uniform' },
  fields: [
    { name: 'k', label: 'k', help: 'How many training rows are averaged.', type: 'integer', min: 1, max: 1000 },
    {
      name: 'weights',
      label: 'weights',
      help: 'Whether all count the same, or nearer rows more.',
      type: 'choice',
      options: ['uniform', 'distance'],
      titles: { uniform: 'all the same', distance: 'nearer counts more' },
    },
  ],
  usesClassWeights: false,
  keepsImages: true,
  words: ({ k, weights }) => `k nearest neighbors, k ${formatNumber(k)}${weights === 'distance' ? ', nearer counts more' : ''}`,
  learns: (_, { trainingImages }) =>
    `It keeps ${trainingImages > 0 ? `all ${rowsInWords(trainingImages)}` : 'all rows'} to learn from, and compares each new row with every one of them.`,
  noCurve: 'No curve: it learns nothing beforehand. It keeps the training rows, and does its work when it is asked.',
  issues: ({ k }, trainingRows) =>
    k <= trainingRows ? [] : [settingError('k', `There are only ${rowsInWords(trainingRows)} to choose ${k} neighbors from.`)],
});

/** The best split by squared error over all inputs, again and again (DecisionTreeRegressor). */
const decisionTreeRegressor = classicalModel({
  title: 'Decision tree',
  help: 'Asks one question after another, each about one input: is it larger than this?',
  schema: v.object({ kind: v.literal('decisionTreeRegressor'), ...TREE_OPTIONS }),
  defaults: { kind: 'decisionTreeRegressor', maxDepth: null, minSamplesLeaf: 1 },
  fields: treeFields,
  usesClassWeights: false,
  keepsImages: false,
  words: ({ maxDepth }) => (maxDepth === null ? 'Decision tree' : `Decision tree, depth ${formatNumber(maxDepth)}`),
  learns: () => 'It learns one tree: which input to check at each step, the threshold, and a number for each leaf.',
  noCurve: GROWN,
});

/** The mean of many trees, each over rows drawn with replacement (RandomForestRegressor); `maxFeatures` of `null` is all inputs, as there. */
const randomForestRegressor = classicalModel({
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
    ...treeFields,
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
  noCurve: GROWN,
});

/** The classical models that predict a number, in the order in which they are offered. Options and defaults are scikit-learn's. */
export const REGRESSORS = choiceTable({
  mean,
  linearRegression,
  ridge,
  nearestNeighboursRegressor,
  decisionTreeRegressor,
  randomForestRegressor,
});

export type RegressorKind = keyof typeof REGRESSORS;

/** A model that predicts a number, with its options. */
export type RegressorModel = ValueOf<typeof REGRESSORS>;

export const REGRESSOR_KINDS = keysOf(REGRESSORS);

export const isRegressorKind = (kind: string): kind is RegressorKind => Object.hasOwn(REGRESSORS, kind);
