import { codeCase } from '@tests/support/code-cases';
import type { Dataset, TableRows } from '@/dataset/types';
import { datasetInfo } from '@/experiment/data/datasets';
import { withDataset } from '@/experiment/data/on-dataset';
import { type OwnId, type OwnImagesEntry, type OwnTableEntry, storeEntry } from '@/experiment/data/own';
import { MISSING_LEVEL } from '@/experiment/data/table';
import type { DataSpec } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { createLayer, type Layer } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import type { TrainingSpec } from '@/experiment/training/types';
import { itemsOf } from '@/storage/own/table-parts';

const idOf = (digit: string): OwnId => `own-${digit.repeat(64)}`;

/** An own data set of its entry, known from now on. */
interface OwnSet {
  dataset: Dataset;
}

function images(digit: string, name: string, itemShape: OwnImagesEntry['itemShape']): OwnSet {
  const [train, test] = [48, 15];
  const entry: OwnImagesEntry = {
    kind: 'images',
    name,
    itemShape,
    classNames: ['ball', 'box', 'cone'],
    counts: { train, test },
    files: [],
  };
  const id = idOf(digit);
  storeEntry(id, entry);
  const random = createRandom(7);
  const part = (count: number) => ({
    images: Uint8Array.from({ length: count * itemShape[0] * itemShape[1] * itemShape[2] }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, (_, i) => (i * 5) % 3),
  });
  return { dataset: { id, source: 'your files', itemShape, train: part(train), test: part(test) } };
}

/** Rows with gaps, a column that is constant, and names that a spreadsheet would run. */
function table(digit: string, name: string, target: OwnTableEntry['target'], missing: OwnTableEntry['missing']): OwnSet {
  const [train, test] = [50, 20];
  const entry: OwnTableEntry = {
    kind: 'table',
    name,
    columns: [
      { kind: 'number', name: 'Größe, "cm"' },
      { kind: 'category', name: '=color', levels: ['-blue', 'green', 'red, dark'] },
      { kind: 'number', name: 'constant' },
      { kind: 'number', name: 'small' },
    ],
    target,
    missing,
    counts: { train, test },
    files: [],
  };
  const id = idOf(digit);
  storeEntry(id, entry);
  const random = createRandom(11);
  const numbers = (of: (i: number) => number) => Float64Array.from({ length: train + test }, (_, i) => of(i));
  const size = numbers((i) => (i % 7 === 3 ? Number.NaN : Math.round(1000 * random.next()) / 8));
  const color = Uint16Array.from({ length: train + test }, (_, i) => (i % 9 === 4 ? MISSING_LEVEL : random.below(3)));
  const small = numbers((i) => (i % 11 === 5 ? Number.NaN : random.below(4) * 1e-7));
  const price = numbers((i) => 300 + 2 * (size[i] || 60) + 40 * (color[i]! % 4) + random.next());
  const rows: TableRows = {
    columns: [size, color, numbers(() => 0.1), small],
    target: target.kind === 'number' ? price : Uint16Array.from(price, (value) => (value > 450 ? 1 : value > 380 ? 2 : 0)),
  };
  return { dataset: { id, source: 'your files', itemShape: datasetInfo(id).itemShape, ...itemsOf(entry, rows), table: rows } };
}

const COLORS = images('a', 'Colored shapes', [10, 12, 3]);
const GRAYS = images('b', 'Gray shapes', [8, 8, 1]);
const PRICES = table('c', 'House prices', { kind: 'number', name: '+price', unit: '€' }, 'mean');
const KINDS = table('d', 'House kinds', { kind: 'category', name: 'kind', levels: ['flat', 'villa', 'it\'s "other"'] }, 'mostFrequent');

const layer = (kind: Layer['kind'], id: string, options: object = {}): Layer => ({ ...createLayer(kind, id), ...options }) as Layer;

const CONVOLUTIONS = [
  layer('conv2d', 'l1', { filters: 4 }),
  layer('maxPooling2d', 'l2'),
  layer('flatten', 'l3'),
  layer('dense', 'l4', { units: 6, activation: 'tanh' }),
];
const DENSE = [layer('dense', 'l1', { units: 7, activation: 'tanh', l2: 0.001 })];

function on(
  { dataset: { id } }: OwnSet,
  name: string,
  layers: Layer[],
  data: Partial<DataSpec> = {},
  training: Partial<TrainingSpec> = {},
): Experiment {
  const { model, ...moved } = withDataset(codeCase(name), id);
  return {
    ...moved,
    model: { kind: 'network', layers },
    data: { ...moved.data, ...data },
    training: { ...moved.training, batchSize: 8, learningRate: 0.01, ...training },
  };
}

const STEPS = [
  { kind: 'rotation', probability: 0.7, degrees: 20 },
  { kind: 'cutout', probability: 0.5, size: 4 },
  { kind: 'noise', probability: 0.5, deviation: 0.1 },
  { kind: 'flipLeftRight', probability: 0.5 },
] as const;

/** Experiments on a person's own pictures and tables, each with its data. */
export const OWN_CASES: readonly { experiment: Experiment; dataset: Dataset }[] = [
  [
    COLORS,
    on(COLORS, 'colors', CONVOLUTIONS, { scaling: 'standardized', augmentation: { steps: [...STEPS], mode: 'inPlace', classes: null } }),
  ],
  [
    COLORS,
    on(COLORS, 'colors as copies', CONVOLUTIONS, { augmentation: { steps: STEPS.slice(0, 1), mode: 'addCopies', classes: [0, 2] } }),
  ],
  [GRAYS, on(GRAYS, 'own gray images', CONVOLUTIONS, { labelNoise: 0.2 }, { loss: 'meanSquaredError' })],
  [PRICES, on(PRICES, 'prices', DENSE)],
  [PRICES, on(PRICES, 'prices from 0 to 1', [], { scaling: 'unit', trainSize: 30 }, { loss: 'meanAbsoluteError' })],
  [
    PRICES,
    on(
      PRICES,
      'prices, watched',
      DENSE,
      { split: { kind: 'pooled', sizes: 'shares', train: 0.6, validation: 0.2, test: 0.2, stratified: true, validationIsTest: false } },
      {
        loss: 'huber',
        epochs: 12,
        schedule: { kind: 'reduceOnPlateau', monitor: 'validationAccuracy', factor: 0.5, patience: 2, minDelta: 0, minLearningRate: 0 },
        earlyStopping: { monitor: 'trainingAccuracy', patience: 9, minDelta: 0, restoreBestWeights: true },
      },
    ),
  ],
  [KINDS, on(KINDS, 'kinds', DENSE, { scaling: 'none', labelNoise: 0.1 }, { classWeights: { kind: 'balanced' } })],
  [KINDS, on(KINDS, 'kinds in a pair', DENSE, { task: { kind: 'pair', classes: [0, 2] } })],
].map(([set, experiment]) => ({ experiment: experiment as Experiment, dataset: (set as OwnSet).dataset }));
