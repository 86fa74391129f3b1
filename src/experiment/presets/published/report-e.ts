import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalKind, type ClassicalModel } from '@/experiment/classical/models';
import type { DataSpec } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { stack } from '@/experiment/presets/stack';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import { experimentOf, figure, TEST_ACCURACY, TEST_LOSS } from './parts';
import type { PublishedFigure, PublishedPreset } from './types';

/** All 70,000 images, 59,500 (85%) to train and 10,500 to test, which are watched while training as well. */
const POOLED: Partial<DataSpec> = {
  split: { kind: 'pooled', sizes: 'shares', train: 0.85, validation: 0, test: 0.15, stratified: false, validationIsTest: true },
};

const experiment = (name: string, layers: Layer[], epochs: number, optimizer: Optimizer = OPTIMIZERS.adam.defaults): Experiment =>
  experimentOf(name, { data: POOLED, layers, training: { optimizer, learningRate: OPTIMIZERS[optimizer.kind].learningRate, epochs } });

const classical = (name: string, model: ClassicalModel): Experiment => ({
  ...experiment(name, [], 10),
  model: { kind: 'classical', classical: model },
});

const LEAKY = { activation: 'leakyRelu', negativeSlope: 0.1 };

/** The convolutional network of the report's listing, with either activation. */
const convolutional = (activated: { activation: string; negativeSlope?: number }): Layer[] =>
  stack(
    ['conv2d', { filters: 32, padding: 'valid', ...activated }],
    ['batchNormalization'],
    ['maxPooling2d'],
    ['conv2d', { filters: 64, padding: 'valid', ...activated }],
    ['batchNormalization'],
    ['maxPooling2d'],
    ['conv2d', { filters: 64, padding: 'valid', ...activated }],
    ['batchNormalization'],
    ['flatten'],
    ['dense', { units: 64, ...activated }],
    ['dropout', { rate: 0.3 }],
  );

const recurrent = (kind: 'lstm' | 'gru' | 'simpleRnn'): Layer[] =>
  stack(['reshape', { targetShape: [28, 28] }], [kind, { units: 128, ...(kind === 'gru' ? { resetAfter: false } : {}) }]);

const ASSUMED = { 'data.scaling': 'the report does not say', 'training.seed': 'any' };

/** What the report names without a word of how it was trained. */
const UNTOLD = {
  ...ASSUMED,
  'data.split': 'as for its other networks',
  'training.loss': 'as for its other networks',
  'training.optimizer': 'Adam',
  'training.learningRate': "Keras's default, 0.001",
  'training.batchSize': '32',
};

/** A classical model, and what is assumed of it beyond its options; the report names some of them and tells nothing of any. */
const CLASSICAL_FORMS: readonly { id: string; title: string; kind: ClassicalKind; model?: string }[] = [
  { id: 'most-frequent', title: 'Most frequent class', kind: 'mostFrequent', model: 'for what the report calls a dummy model' },
  { id: 'logistic', title: 'Logistic regression', kind: 'logisticRegression' },
  { id: 'neighbours', title: '5 nearest neighbors', kind: 'nearestNeighbours', model: 'not in the report, to compare with' },
  { id: 'tree', title: 'Decision tree', kind: 'decisionTree', model: 'not in the report, to compare with' },
  { id: 'forest', title: 'Random forest', kind: 'randomForest' },
];

/** Every option of a classical model as assumed, by the keys of `settingRows`. */
const DEFAULTS_OF = Object.fromEntries(
  CLASSICAL_KINDS.map((kind) => [
    kind,
    Object.fromEntries(CLASSICAL_MODELS[kind].fields.map(({ name }) => [`model.${name}`, "scikit-learn's default"])),
  ]),
) as Record<ClassicalKind, Readonly<Record<string, string>>>;

/** The optimizers of the report's listing; its RMSprop stands there as a comment, with learning rate 0.001 and momentum 0.9. */
const OPTIMIZERS_TRIED: readonly { optimizer: Optimizer; assumed?: Readonly<Record<string, string>> }[] = [
  { optimizer: OPTIMIZERS.adam.defaults },
  { optimizer: OPTIMIZERS.sgd.defaults, assumed: { 'training.learningRate': "Keras's default, 0.01" } },
  { optimizer: { kind: 'rmsprop', rho: 0.9, momentum: 0.9, epsilon: 1e-7 } },
];

const NOTES = [
  'Of Fashion-MNIST that is 59,500 images to train and 10,500 to test.',
  'The images that are watched while training are the test images: there is no test that was never looked at.',
];

const perEpoch = (of: 'accuracy' | 'loss', values: number[]): PublishedFigure[] =>
  values.map((value, i) => figure(`validation ${of}, epoch ${i + 1}`, { of, set: 'validation', epoch: i + 1 }, value, 4));

/** Report E: softmax, convolutions, and what stands beside them. */
export const REPORT_E: PublishedPreset[] = [
  {
    id: 'e1-softmax',
    report: 'E',
    title: 'Softmax model',
    help: 'One hidden layer before the softmax.',
    experiment: experiment('e1-softmax', stack(['flatten'], ['dense', { units: 128 }]), 10),
    assumed: {
      ...ASSUMED,
      'layer.l2': 'the hidden layer: the report shows none, but its accuracy needs one',
      'training.optimizer': 'Adam',
      'training.learningRate': "Keras's default, 0.001",
    },
    figures: [
      figure('test accuracy', TEST_ACCURACY, 0.8944, 4),
      figure('test loss', TEST_LOSS, 0.3103, 4),
      ...perEpoch('accuracy', [0.8585, 0.8753, 0.8855, 0.8847, 0.8839, 0.8935, 0.8777, 0.8878, 0.8923, 0.8944]),
    ],
    notes: NOTES,
    variants: [],
  },
  {
    id: 'e2-cnn',
    report: 'E',
    title: 'CNN with batch normalization',
    help: 'Three convolutions with leaky ReLU and batch normalization.',
    experiment: experiment('e2-cnn', convolutional(LEAKY), 8),
    assumed: ASSUMED,
    figures: [
      ...perEpoch('accuracy', [0.869, 0.8583, 0.8833, 0.8993, 0.9069, 0.9014, 0.9056, 0.8859]),
      figure('validation loss, epoch 8', { of: 'loss', set: 'validation', epoch: 8 }, 0.3491, 4),
    ],
    notes: [...NOTES, 'Its "result" and its classification report repeat those of the softmax model, so they are not shown here.'],
    variants: [],
  },
  {
    id: 'e3-optimizers',
    report: 'E',
    title: 'The same CNN with three optimizers',
    help: 'Adam, SGD and RMSprop on one network.',
    experiment: experiment('e3-optimizers', convolutional(LEAKY), 8),
    assumed: ASSUMED,
    figures: [],
    notes: [...NOTES, 'The report gives no figures here: "results were best with Adam".'],
    variants: OPTIMIZERS_TRIED.map(({ optimizer, ...form }) => {
      const { title } = OPTIMIZERS[optimizer.kind];
      return { id: optimizer.kind, title, experiment: experiment(`e3-optimizers ${title}`, convolutional(LEAKY), 8, optimizer), ...form };
    }),
  },
  {
    id: 'e4-activations',
    report: 'E',
    title: 'The same CNN with ReLU',
    help: 'ReLU in place of leaky ReLU.',
    experiment: experiment('e4-activations', convolutional({ activation: 'relu' }), 8),
    assumed: ASSUMED,
    figures: [],
    notes: [...NOTES, 'The report gives no figures here: the results were "slightly different".'],
    variants: [],
  },
  {
    id: 'e5-classical',
    report: 'E',
    title: 'Classical models and an MLP',
    help: 'The models that the report names beside its networks, and two more to compare with.',
    experiment: classical('e5-classical', CLASSICAL_MODELS.logisticRegression.defaults),
    assumed: { ...ASSUMED, 'data.split': 'as for its networks', ...DEFAULTS_OF.logisticRegression },
    figures: [],
    notes: [
      ...NOTES,
      'The report names a dummy model, logistic regression, an MLP and a random forest, without figures for garments; nearest neighbors and a decision tree are ours.',
      "On the official split a random forest of 100 trees is publicly known to reach an accuracy of about 0.875 with scikit-learn's defaults.",
    ],
    variants: [
      ...CLASSICAL_FORMS.map(({ id, title, kind, model }) => ({
        id,
        title,
        experiment: classical(`e5-classical ${title.toLowerCase()}`, CLASSICAL_MODELS[kind].defaults),
        assumed: { ...(model && { model }), ...DEFAULTS_OF[kind] },
      })),
      {
        id: 'mlp',
        title: 'MLP',
        experiment: experiment('e5-classical MLP', stack(['flatten'], ['dense', { units: 100 }]), 10),
        assumed: {
          ...UNTOLD,
          'layer.l1': 'the pixels as one row',
          'layer.l2': "100 units with relu, scikit-learn's default",
          'training.epochs': '10',
        },
      },
    ],
  },
  {
    id: 'e6-rnn',
    report: 'E',
    title: 'Recurrent networks over the rows',
    help: 'The image as a sequence of 28 rows, read from top to bottom.',
    experiment: experiment('e6-rnn', recurrent('lstm'), 8),
    assumed: { ...UNTOLD, 'layer.l1': 'the rows as steps', 'layer.l2': '128 units, tanh', 'training.epochs': '8' },
    figures: [],
    notes: [...NOTES, 'The report announces recurrent networks and leaves the section empty: nothing is published to compare with.'],
    variants: (['lstm', 'gru', 'simpleRnn'] as const).map((kind) => ({
      id: kind,
      title: { lstm: 'LSTM', gru: 'GRU', simpleRnn: 'SimpleRNN' }[kind],
      experiment: experiment(`e6-rnn ${{ lstm: 'LSTM', gru: 'GRU', simpleRnn: 'SimpleRNN' }[kind]}`, recurrent(kind), 8),
    })),
  },
];
