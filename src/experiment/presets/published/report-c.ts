import type { Layer } from '@/experiment/network/kinds';
import { stack } from '@/experiment/presets/stack';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { experimentOf, figure, official, TEST_ACCURACY, TEST_LOSS, THREE_GROUPS } from './parts';
import type { PublishedFigure, PublishedPreset } from './types';

const experiment = (id: string, layers: Layer[]) =>
  experimentOf(id, {
    data: { ...official(0.2), task: THREE_GROUPS },
    layers,
    training: { optimizer: OPTIMIZERS.adam.defaults, learningRate: OPTIMIZERS.adam.learningRate, epochs: 10 },
  });

const LOGITS = 'Not a plain cross-entropy, see below.';

/** As printed; "Accessories" and "Bottom" stand under each other's names in the report. */
function figures(
  loss: number,
  accuracy: number,
  [top, bottom, accessories]: readonly [number, number, number],
  oddLoss = LOGITS,
): PublishedFigure[] {
  const swapped = (printed: string) => `Printed as "${printed}": the report swaps the two names.`;
  return [
    figure('test accuracy', TEST_ACCURACY, accuracy, 4),
    figure('test loss', TEST_LOSS, loss, 4, oddLoss),
    figure('accuracy of Top', { of: 'classAccuracy', class: 0 }, top, 4),
    figure('accuracy of Bottom', { of: 'classAccuracy', class: 1 }, bottom, 4, swapped('Accessories')),
    figure('accuracy of Accessories', { of: 'classAccuracy', class: 2 }, accessories, 4, swapped('Bottom')),
  ];
}

const parameters = (value: number, note?: string): PublishedFigure => figure('parameters', { of: 'parameters' }, value, 0, note);

const ASSUMED = {
  'data.split': 'a validation share of 20%',
  'data.augmentation': 'without: the report trained with and without, found it better without, and does not say which its table is of',
  'training.optimizer': 'Adam',
  'training.learningRate': "Keras's default, 0.001",
  'training.batchSize': '32',
  'training.seed': 'any',
};

const NOTES = [
  'The losses of 0.56 to 0.59 beside accuracies near 0.99 are what softmax outputs give when they are taken for logits once more: that cannot fall below 0.5514. Yours are plain cross-entropies, and far smaller.',
  'A class’s accuracy is that of telling it from the rest: (true positives + true negatives) / all. Taken together, the printed ones imply slightly other test accuracies than those printed.',
  'The images are those of the ten classes in three groups: five in Top, four in Bottom, the bag alone in Accessories.',
];

const RATE = { rate: 0.25 };
const L2 = { l2: 0.001 };

/** Report C: three groups of garments. */
export const REPORT_C: PublishedPreset[] = [
  {
    id: 'c1-dense',
    report: 'C',
    title: 'Three groups: dense',
    help: 'One hidden layer tells tops, bottoms and accessories apart.',
    experiment: experiment('c1-dense', stack(['flatten'], ['dense', { units: 128 }])),
    assumed: { ...ASSUMED, 'layer.l2': 'relu' },
    figures: [
      ...figures(11.742665, 0.9698, [0.9867, 0.9924, 0.9913], 'Of pixels that were not scaled, see below.'),
      parameters(101_770, 'That is the number with ten outputs; three give 100,867.'),
    ],
    notes: ['Its loss of 11.74 is what pixels from 0 to 255 give; yours are scaled.', ...NOTES.slice(1)],
    variants: [],
  },
  {
    id: 'c2-conv',
    report: 'C',
    title: 'Three groups: convolutions',
    help: 'Two convolutions with pooling before the dense layer.',
    experiment: experiment('c2-conv', convolutions({})),
    assumed: { ...ASSUMED, 'layer.l1': 'relu', 'layer.l3': 'relu', 'layer.l6': 'relu' },
    figures: [...figures(0.566435, 0.985, [0.9918, 0.9937, 0.9959]), parameters(420_739)],
    notes: [
      ...NOTES,
      'The report prints receptive fields of 10 pixels at the second convolution and 16 after the second pooling; the right values are 8 and 10, as the summary shows.',
    ],
    variants: [],
  },
  {
    id: 'c3-l2',
    report: 'C',
    title: 'Three groups: L2',
    help: 'The convolutions with L2 on the dense layer.',
    experiment: experiment('c3-l2', convolutions({ dense: L2 })),
    assumed: { ...ASSUMED, 'layer.l1': 'relu', 'layer.l3': 'relu', 'layer.l6': 'relu, L2 of 0.001, none on the output layer' },
    figures: [...figures(0.581192, 0.978, [0.9873, 0.992, 0.9927]), parameters(420_739)],
    notes: NOTES,
    variants: [],
  },
  {
    id: 'c4-dropout',
    report: 'C',
    title: 'Three groups: dropout',
    help: 'The convolutions with dropout after each.',
    experiment: experiment('c4-dropout', convolutions({ dropout: true })),
    assumed: {
      ...ASSUMED,
      'layer.l1': 'relu',
      'layer.l2': 'a rate of 0.25',
      'layer.l4': 'relu',
      'layer.l5': 'a rate of 0.25',
      'layer.l8': 'relu',
    },
    figures: [...figures(0.55928, 0.9922, [0.9934, 0.9958, 0.9958]), parameters(420_739)],
    notes: NOTES,
    variants: [],
  },
  {
    id: 'c5-dropout-l2',
    report: 'C',
    title: 'Three groups: dropout and L2',
    help: 'Dropout after each convolution, and L2 on the dense layer.',
    experiment: experiment('c5-dropout-l2', convolutions({ dropout: true, dense: L2 })),
    assumed: {
      ...ASSUMED,
      'layer.l1': 'relu',
      'layer.l2': 'a rate of 0.25',
      'layer.l4': 'relu',
      'layer.l5': 'a rate of 0.25',
      'layer.l8': 'relu, L2 of 0.001, none on the output layer',
    },
    figures: [...figures(0.572829, 0.9878, [0.986, 0.9914, 0.9908]), parameters(420_739)],
    notes: NOTES,
    variants: [],
  },
  {
    id: 'c6-batchnorm',
    report: 'C',
    title: 'Three groups: batch normalization',
    help: 'Dropout, batch normalization of the second convolution, and L2 on it and on the dense layer.',
    experiment: experiment(
      'c6-batchnorm',
      stack(
        ['conv2d', { filters: 32, activation: 'linear' }],
        ['dropout', RATE],
        ['activation'],
        ['maxPooling2d'],
        ['conv2d', { filters: 64, activation: 'linear', ...L2 }],
        ['batchNormalization'],
        ['activation'],
        ['dropout', RATE],
        ['maxPooling2d'],
        ['flatten'],
        ['dense', { units: 128, ...L2 }],
      ),
    ),
    assumed: {
      ...ASSUMED,
      'layer.l2': 'a rate of 0.25',
      'layer.l3': 'relu',
      'layer.l5': 'L2 of 0.001',
      'layer.l7': 'relu',
      'layer.l8': 'a rate of 0.25',
      'layer.l11': 'relu, L2 of 0.001, none on the output layer',
    },
    figures: [
      ...figures(0.594231, 0.9717, [0.9801, 0.9859, 0.984]),
      parameters(420_995),
      figure('of these, not trained', { of: 'nonTrainable' }, 128, 0),
    ],
    notes: NOTES,
    variants: [],
  },
];

/** The network of c2 to c5: two convolutions, with dropout after each if wanted, and options of the dense layer. */
function convolutions({ dropout = false, dense = {} }: { dropout?: boolean; dense?: { l2?: number } }): Layer[] {
  const after: Parameters<typeof stack> = dropout ? [['dropout', RATE]] : [];
  return stack(
    ['conv2d', { filters: 32 }],
    ...after,
    ['maxPooling2d'],
    ['conv2d', { filters: 64 }],
    ...after,
    ['maxPooling2d'],
    ['flatten'],
    ['dense', { units: 128, ...dense }],
  );
}
