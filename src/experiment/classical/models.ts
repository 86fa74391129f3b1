import type { Choice } from '@/experiment/choice';
import { LARGEST_SIDE } from '@/experiment/data/datasets';
import type { Field } from '@/experiment/field';
import { optionIssues, type SettingIssue, settingError } from '@/experiment/setting-issue';
import { imagesInWords } from '@/experiment/words/numbers';
import type { ClassicalKind, ClassicalModel, ModelOf } from './types';

const treeFields: Field[] = [
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
    label: 'images per leaf',
    help: 'A split has to leave at least so many training images on either side; more keeps a tree from learning single images by heart.',
    type: 'integer',
    min: 1,
    max: 10_000,
  },
];

/** The classical models, described for forms and checks; their defaults are scikit-learn's. */
export const CLASSICAL_MODELS: { [K in ClassicalKind]: Choice<ModelOf<K>> } = {
  mostFrequent: {
    title: 'Most frequent class',
    help: 'Looks at no pixel and always says the commonest class: what every other model has to beat.',
    defaults: { kind: 'mostFrequent' },
    fields: [],
  },
  logisticRegression: {
    title: 'Logistic regression',
    help: 'One weight for each pixel and class: a network without hidden layers, with L2.',
    defaults: { kind: 'logisticRegression', C: 1, maxIterations: 100 },
    fields: [
      {
        name: 'C',
        label: 'C',
        help: 'The smaller, the smaller the weights are kept: 1 / C is the strength of L2.',
        type: 'number',
        min: 0,
        max: 1_000_000,
        step: 0.1,
        exclusiveMin: true,
      },
      {
        name: 'maxIterations',
        label: 'maximum iterations',
        help: 'Where it stops, settled or not; each iteration goes through all training images.',
        type: 'integer',
        min: 1,
        max: 10_000,
      },
    ],
  },
  nearestNeighbours: {
    title: 'k nearest neighbours',
    help: 'Learns nothing: it looks for the training images that are most alike and lets them vote.',
    defaults: { kind: 'nearestNeighbours', k: 5, weights: 'uniform' },
    fields: [
      { name: 'k', label: 'k', help: 'How many training images vote.', type: 'integer', min: 1, max: 1000 },
      {
        name: 'weights',
        label: 'weights',
        help: 'Whether all votes count the same, or nearer images more.',
        type: 'choice',
        options: ['uniform', 'distance'],
        titles: { uniform: 'all the same', distance: 'nearer counts more' },
      },
    ],
  },
  decisionTree: {
    title: 'Decision tree',
    help: 'Asks one question after another, each about one pixel: is it darker than this?',
    defaults: { kind: 'decisionTree', maxDepth: null, minSamplesLeaf: 1 },
    fields: treeFields,
  },
  randomForest: {
    title: 'Random forest',
    help: 'Many decision trees, each with other images and pixels to learn from, whose answers are averaged.',
    defaults: { kind: 'randomForest', trees: 100, maxDepth: null, minSamplesLeaf: 1, maxFeatures: null, bootstrap: true },
    fields: [
      { name: 'trees', label: 'trees', help: 'How many trees are averaged.', type: 'integer', min: 1, max: 1000 },
      ...treeFields,
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
  },
};

export const CLASSICAL_KINDS = Object.keys(CLASSICAL_MODELS) as ClassicalKind[];

/** Whether class weights make a difference to a model: one that only counts or compares images has no use for them. */
export const usesClassWeights = ({ kind }: ClassicalModel): boolean => kind !== 'mostFrequent' && kind !== 'nearestNeighbours';

/** What is wrong with a model's options, each at the option's name. `training` is the number of training images. */
export function classicalIssues(model: ClassicalModel, training: number): SettingIssue[] {
  const wrong = optionIssues(CLASSICAL_MODELS[model.kind].fields, model);
  if (wrong.length > 0 || model.kind !== 'nearestNeighbours' || model.k <= training) return wrong;
  return [settingError('k', `There are only ${imagesInWords(training)} to choose ${model.k} neighbours from.`)];
}
