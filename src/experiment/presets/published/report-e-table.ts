import { REGRESSORS, type RegressorKind, type RegressorModel } from '@/experiment/classical/regressors';
import type { DataSpec } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { stack } from '@/experiment/presets/stack';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { TrainingSpec } from '@/experiment/training/types';
import { experimentOf, figure, official } from './parts';
import type { PublishedFigure, PublishedForm, PublishedPreset } from './types';

/** All rows that are not for the test are trained on. */
const PRICES: Partial<DataSpec> = { dataset: 'flight-prices', task: { kind: 'number' }, scaling: 'standardized', ...official(0) };

const experiment = (name: string, layers: Layer[], training: Partial<TrainingSpec> = {}): Experiment =>
  experimentOf(name, { data: PRICES, layers, training: { loss: 'meanSquaredError', ...training } });

const classical = (name: string, model: RegressorModel): Experiment => ({
  ...experiment(name, []),
  model: { kind: 'classical', classical: model },
});

const test = (of: 'mse' | 'rmse' | 'rootMae' | 'r2') => ({ of, set: 'test' as const });

/** Printed as "MAE", which it is the square root of: see the notes. */
const rootMae = (printed: number): PublishedFigure =>
  figure(
    'square root of test MAE',
    test('rootMae'),
    printed,
    2,
    `Printed as "MAE"; the MAE is its square, ${Math.round(printed ** 2).toLocaleString('en-US')}.`,
  );

/** As printed of a classical model; R2 has no unit, so it stands first. */
const figures = (mse: number, rmse: number, mae: number, r2: number): PublishedFigure[] => [
  figure('test R2', test('r2'), r2, 4),
  figure('test MSE', test('mse'), mse, 0),
  figure('test RMSE', test('rmse'), rmse, 0),
  rootMae(mae),
];

/** As printed of a network. */
const losses = (training: number, mse: number): PublishedFigure[] => [
  figure('test MSE', test('mse'), mse, 0, 'Printed as "Test Loss".'),
  figure('training MSE, last epoch', { of: 'trainingMse' }, training, 0, 'Printed as "Loss".'),
];

const CLASSICAL_FORMS: readonly { id: string; title: string; kind: RegressorKind; figures: PublishedFigure[] }[] = [
  { id: 'mean', title: 'Mean', kind: 'mean', figures: figures(515_482_303.17, 22_704.24, 140.6012, -5.742e-8) },
  {
    id: 'linear',
    title: 'Linear regression',
    kind: 'linearRegression',
    figures: figures(45_720_769.76, 6761.71, 67.4781, 0.911305),
  },
  { id: 'ridge', title: 'Ridge', kind: 'ridge', figures: figures(45_720_648.23, 6761.7, 67.4685, 0.911305) },
  { id: 'forest', title: 'Random forest', kind: 'randomForestRegressor', figures: figures(7_771_155.46, 2787.68, 32.8315, 0.984924) },
];

const LINEAR = 'e7-table linear network';
const HIDDEN = 'e7-table two hidden layers';

/** Networks that the report trained for 1,000 and 10,000 epochs. A batch here has 4,096 rows at most and a run 1,000 epochs, so epochs of several steps make up for them. */
const NETWORK_FORMS: readonly PublishedForm[] = [
  {
    id: 'linear-network',
    title: 'Linear regression, by gradient descent',
    experiment: experiment(LINEAR, [], {
      optimizer: OPTIMIZERS.sgd.defaults,
      learningRate: OPTIMIZERS.sgd.learningRate,
      batchSize: 4000,
      epochs: 250,
    }),
    assumed: {
      'training.optimizer': 'SGD',
      'training.learningRate': "Keras's default, 0.01",
      'training.batchSize': 'the report does not say: as large as its epochs of one step allow here',
      'training.epochs': '250 of 4 steps, for 1,000 of one step with all rows',
    },
    figures: losses(149_983_800, 149_370_112),
  },
  {
    id: 'network',
    title: 'Network with two hidden layers',
    experiment: experiment(HIDDEN, stack(['dense', { units: 80 }], ['dense', { units: 80 }]), {
      optimizer: OPTIMIZERS.adam.defaults,
      learningRate: OPTIMIZERS.adam.learningRate,
      batchSize: 1600,
      epochs: 1000,
    }),
    assumed: {
      'layer.l1': '80 units with relu; the report says "2 hidden layers and 80 hidden units"',
      'layer.l2': 'as the first',
      'training.optimizer': 'Adam',
      'training.learningRate': "Keras's default, 0.001; the report tuned it and does not say to what",
      'training.batchSize': 'the report does not say: a tenth of the rows',
      'training.epochs': '1,000 of 10 steps, for 10,000 of one step with all rows',
    },
    figures: losses(17_160_926, 17_839_964),
  },
];

/** Report E's first attempt: prices of flights, before it turned to garments. */
export const REPORT_E_TABLE: PublishedPreset = {
  id: 'e7-table',
  report: 'E',
  title: 'Prices of flights from a table',
  help: 'What the report tried first: a number is predicted by six models, from the mean to a network.',
  experiment: classical('e7-table', REGRESSORS.linearRegression.defaults),
  assumed: {
    'data.dataset': 'invented rows: the report had others',
    'data.split': 'a fifth of the rows for the test; the report does not say how many',
    'data.scaling': 'the report does not say',
    'training.seed': 'any',
  },
  figures: [],
  notes: [
    'The report’s data were others, real bookings between large Indian cities as Kaggle has them; the rows here are invented. Its figures and yours cannot be compared one to one.',
    'What it prints as MAE is the square root of the MAE: 140.6012 squared is 19,769, which fits an RMSE of 22,704. With a mean error of 140.6012, an MSE of 515,482,303 would need a price that is 3.7 million off.',
    'Of its two networks it prints the losses alone. By the variance that its other figures imply, their R2 is 0.710 and 0.965.',
  ],
  variants: [
    ...CLASSICAL_FORMS.map(({ id, title, kind, ...printed }) => ({
      id,
      title,
      experiment: classical(`e7-table ${title.toLowerCase()}`, REGRESSORS[kind].defaults),
      assumed: Object.fromEntries(REGRESSORS[kind].fields.map(({ name }) => [`model.${name}`, "scikit-learn's default"])),
      ...printed,
    })),
    ...NETWORK_FORMS,
  ],
};
