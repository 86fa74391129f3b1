import type { Augmentation } from '@/experiment/data/types';
import { stack } from '@/experiment/presets/stack';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { TrainingSpec } from '@/experiment/training/types';
import { endOfList, experimentOf, figure, official, TEST_ACCURACY } from './parts';
import type { PublishedPreset } from './types';

const TRAINING: Partial<TrainingSpec> = {
  optimizer: OPTIMIZERS.adam.defaults,
  learningRate: 1e-4,
  epochs: 100,
  earlyStopping: { monitor: 'validationLoss', patience: 10, minDelta: 0, restoreBestWeights: true },
};

const MLP = stack(
  ['flatten'],
  ['dense', { units: 448, activation: 'gelu' }],
  ['dropout', { rate: 0.3 }],
  ['dense', { units: 32, activation: 'gelu' }],
  ['dense', { units: 32, activation: 'gelu' }],
  ['dense', { units: 32, activation: 'gelu' }],
);

const CNN = stack(
  ['conv2d', { filters: 16 }],
  ['maxPooling2d'],
  ['conv2d', { filters: 32 }],
  ['maxPooling2d'],
  ['dropout', { rate: 0.2 }],
  ['conv2d', { filters: 128 }],
  ['maxPooling2d'],
  ['dropout', { rate: 0.4 }],
  ['flatten'],
  ['dense', { units: 128 }],
  ['dropout', { rate: 0.2 }],
);

/** Pullover and Shirt, once more, turned, zoomed and mirrored. */
const DOUBLED: Augmentation = {
  steps: [
    { kind: 'rotation', probability: 0.5, degrees: 10 },
    { kind: 'zoom', probability: 0.5, share: 0.1 },
    { kind: 'flipLeftRight', probability: 0.5 },
  ],
  mode: 'addCopies',
  classes: [2, 6],
};

const ASSUMED = {
  'data.split': 'which 20% are held out, and that they are drawn without regard to class',
  'training.optimizer': 'Adam',
  'training.batchSize': '32',
  'training.earlyStopping': 'that the best weights are restored',
  'training.seed': 'any',
};

const CNN_ASSUMED = {
  ...ASSUMED,
  'layer.l1': '16 filters (the print is cut to "1"), padding same, relu',
  'layer.l2': 'windows of 2 × 2',
  'layer.l3': 'padding same, relu',
  'layer.l4': 'windows of 2 × 2',
  'layer.l6': 'padding same, relu',
  'layer.l7': 'windows of 2 × 2',
  'layer.l10': 'relu',
};

const COPIES_ASSUMED = {
  'data.augmentation': 'the ranges (10 degrees, 10% zoom, mirrored left-right, each for half the copies), and new copies in every epoch',
};

/**
 * The two ways in which the report may have held images out. It doubles the images before it fits; if it left the split to Keras's `validation_split`, the
 * end of the longer list was validation: all copies and the last 2,400 images.
 */
function splitForms(name: string, layers: typeof MLP): PublishedPreset['variants'] {
  const parts = { layers, training: TRAINING };
  const end = experimentOf(`${name} from the end`, { ...parts, data: { ...endOfList(0.2), augmentation: DOUBLED } });
  return [
    {
      id: 'drawn',
      title: 'Validation drawn',
      experiment: experimentOf(`${name} drawn`, { ...parts, data: { ...official(0.2), augmentation: DOUBLED } }),
    },
    {
      id: 'end',
      title: 'Validation from the end',
      experiment: end,
      assumed: {
        'data.split':
          'that images were doubled before Keras held the last 20% of the list out, with the copies last: no copy is trained on',
        'data.augmentation': 'the ranges (10 degrees, 10% zoom, mirrored left-right, each for half the copies), drawn once',
      },
    },
  ];
}

/** Report B: a tuned MLP and a tuned CNN, with and without augmentation. */
export const REPORT_B: PublishedPreset[] = [
  {
    id: 'b1-mlp',
    report: 'B',
    title: 'Tuned MLP',
    help: 'Four hidden layers with GELU, found by a search, trained slowly until the validation loss stops falling.',
    experiment: experimentOf('b1-mlp', { data: official(0.2), layers: MLP, training: TRAINING }),
    assumed: ASSUMED,
    figures: [
      figure('test accuracy', TEST_ACCURACY, 0.895, 4),
      figure('validation loss, best epoch', { of: 'loss', set: 'validation', epoch: 'best' }, 0.2851, 4),
      figure('validation accuracy, best epoch', { of: 'accuracy', set: 'validation', epoch: 'best' }, 0.9, 2),
      figure('training loss, best epoch', { of: 'loss', set: 'training', epoch: 'best' }, 0.2018, 4),
      figure('training accuracy, best epoch', { of: 'accuracy', set: 'training', epoch: 'best' }, 0.9249, 4),
      figure('F1 of Pullover', { of: 'f1', class: 2 }, 0.82, 2),
      figure('F1 of Shirt', { of: 'f1', class: 6 }, 0.73, 2),
    ],
    notes: [],
    variants: [],
  },
  {
    id: 'b2-mlp-augmented',
    report: 'B',
    title: 'Tuned MLP, augmented',
    help: 'The same network, with changed copies of every Pullover and Shirt added.',
    experiment: experimentOf('b2-mlp-augmented', { data: { ...official(0.2), augmentation: DOUBLED }, layers: MLP, training: TRAINING }),
    assumed: { ...ASSUMED, ...COPIES_ASSUMED },
    figures: [
      figure('test accuracy', TEST_ACCURACY, 0.9022, 4),
      figure('F1 of Pullover', { of: 'f1', class: 2 }, 0.83, 2),
      figure('F1 of Shirt', { of: 'f1', class: 6 }, 0.74, 2),
    ],
    notes: [],
    variants: splitForms('b2-mlp-augmented', MLP),
  },
  {
    id: 'b3-cnn',
    report: 'B',
    title: 'Tuned CNN',
    help: 'Three convolutions with pooling and dropout, found by a search.',
    experiment: experimentOf('b3-cnn', { data: official(0.2), layers: CNN, training: TRAINING }),
    assumed: CNN_ASSUMED,
    figures: [
      figure('test accuracy', TEST_ACCURACY, 0.9263, 4),
      figure('validation loss, best epoch', { of: 'loss', set: 'validation', epoch: 'best' }, 0.1908, 4),
      figure('validation accuracy, best epoch', { of: 'accuracy', set: 'validation', epoch: 'best' }, 0.9317, 4),
      figure('training loss, best epoch', { of: 'loss', set: 'training', epoch: 'best' }, 0.1347, 4),
      figure('training accuracy, best epoch', { of: 'accuracy', set: 'training', epoch: 'best' }, 0.9489, 4),
      figure('F1 of Pullover', { of: 'f1', class: 2 }, 0.89, 2),
      figure('F1 of Shirt', { of: 'f1', class: 6 }, 0.79, 2),
    ],
    notes: ['Dropout is off when a network is evaluated, so its running training loss stands above the validation loss for long.'],
    variants: [],
  },
  {
    id: 'b4-cnn-augmented',
    report: 'B',
    title: 'Tuned CNN, augmented',
    help: 'The same network, with changed copies of every Pullover and Shirt added.',
    experiment: experimentOf('b4-cnn-augmented', { data: { ...official(0.2), augmentation: DOUBLED }, layers: CNN, training: TRAINING }),
    assumed: { ...CNN_ASSUMED, ...COPIES_ASSUMED },
    figures: [
      figure('test accuracy', TEST_ACCURACY, 0.9316, 4),
      figure('F1 of Pullover', { of: 'f1', class: 2 }, 0.89, 2),
      figure('F1 of Shirt', { of: 'f1', class: 6 }, 0.8, 2),
    ],
    notes: [],
    variants: splitForms('b4-cnn-augmented', CNN),
  },
];
