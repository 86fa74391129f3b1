import type { PreparedData, PreparedTable } from '@/dataset/types';
import type { DatasetId } from '@/experiment/data/datasets';
import { type OwnId, ownEntry, storeEntry } from '@/experiment/data/own';
import { inputCount } from '@/experiment/data/table';
import { FLIGHT_PRICES } from '@/experiment/data/tables';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { createLayer, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import type { Optimizer } from '@/experiment/training/types';

export type ModelId = 'M1' | 'M2' | 'M2x' | 'M3' | 'M4' | 'M5' | 'M6';

const ADAM: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

let nextId = 0;
const layer = <K extends LayerKind>(kind: K, options: Partial<LayerOf<K>> = {}): Layer =>
  ({ ...createLayer(kind, `${kind}-${nextId++}`), ...options }) as Layer;

/** A convolution's block: as it is in M2, or with all that M2x adds to it. */
const block = (filters: number, extended: boolean): Layer[] =>
  extended
    ? [
        layer('conv2d', { filters, activation: 'linear', l2: 1e-4 }),
        layer('batchNormalization'),
        layer('activation', { activation: 'leakyRelu', negativeSlope: 0.1 }),
        layer('maxPooling2d'),
        layer('dropout', { rate: 0.3 }),
      ]
    : [layer('conv2d', { filters, activation: 'relu' }), layer('maxPooling2d')];

const convolutional = (extended: boolean): Layer[] => [
  ...block(32, extended),
  ...block(64, extended),
  layer('flatten'),
  layer('dense', extended ? { units: 128, activation: 'leakyRelu', negativeSlope: 0.1, l2: 1e-4 } : { units: 128, activation: 'relu' }),
  ...(extended ? [layer('dropout', { rate: 0.3 })] : []),
];

/** Color images as a person may open them. */
const COLOR_SET: OwnId = `own-${'0'.repeat(64)}`;

storeEntry(COLOR_SET, {
  kind: 'images',
  name: 'Color images',
  itemShape: [32, 32, 3],
  classNames: Array.from({ length: 10 }, (_, label) => `Class ${label}`),
  counts: { train: 2048, test: 0 },
  files: [],
});

/** What a network is given: a gray image, a color image, or a row of a table. */
const ITEMS = {
  gray: { dataset: 'builtin-garments', height: 28, width: 28, channels: 1 },
  color: { dataset: COLOR_SET, height: 32, width: 32, channels: 3 },
  rows: { dataset: 'flight-prices', height: 1, width: inputCount(FLIGHT_PRICES), channels: 1 },
} as const satisfies Record<string, { dataset: DatasetId; height: number; width: number; channels: number }>;

interface Model {
  title: string;
  items: keyof typeof ITEMS;
  layers: Layer[];
  optimizer: Optimizer;
  learningRate: number;
  /** Two classes with one output. */
  pair?: true;
}

/** The models that are measured. */
export const MODELS: Record<ModelId, Model> = {
  M1: {
    title: '784-512-10 relu, Adam',
    items: 'gray',
    layers: [layer('flatten'), layer('dense', { units: 512, activation: 'relu' })],
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M2: {
    title: 'conv 32, pool, conv 64, pool, dense 128, 10, Adam',
    items: 'gray',
    layers: convolutional(false),
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M2x: {
    title: 'M2 with batch norm, leaky relu, dropout 0.3, L2',
    items: 'gray',
    layers: convolutional(true),
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M3: {
    title: '784-12-1 sigmoid, SGD',
    items: 'gray',
    layers: [layer('flatten'), layer('dense', { units: 12, activation: 'sigmoid' })],
    optimizer: { kind: 'sgd' },
    learningRate: 0.01,
    pair: true,
  },
  M4: {
    title: '28 rows one after the other, LSTM 128, 10, Adam',
    items: 'gray',
    layers: [layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 128 })],
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M5: {
    title: 'M2 over 32 × 32 × 3',
    items: 'color',
    layers: convolutional(false),
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M6: {
    title: 'a row of a table, 80, 80, 1 number, Adam',
    items: 'rows',
    layers: [layer('dense', { units: 80, activation: 'relu' }), layer('dense', { units: 80, activation: 'relu' })],
    optimizer: ADAM,
    learningRate: 0.001,
  },
};

/** A model as an Experiment. */
export function experimentOf(model: ModelId, batchSize: number): Experiment {
  const { items, layers, optimizer, learningRate, pair } = MODELS[model];
  const base = defaultExperiment();
  const { dataset } = ITEMS[items];
  const entry = ownEntry(dataset);
  const isNumber = items === 'rows';
  return {
    ...base,
    name: model,
    data: {
      ...base.data,
      dataset,
      ...(entry && { entry }),
      task: isNumber ? { kind: 'number' } : pair ? { kind: 'pair', classes: [0, 1] } : { kind: 'classes' },
      split: { kind: 'official', validationShare: 0, stratified: false, validationIsTest: false },
    },
    model: { kind: 'network', layers },
    training: { ...base.training, optimizer, learningRate, batchSize, epochs: 1, ...(isNumber && { loss: 'meanSquaredError' }) },
  };
}

/** The shape of one item as Keras takes it. */
export function inputShapeOf(model: ModelId): number[] {
  const { height, width, channels } = ITEMS[MODELS[model].items];
  return MODELS[model].items === 'rows' ? [width] : [height, width, channels];
}

/** Items that cost what real ones cost: blotches, half of each black; or rows of numbers. */
export function benchData(count: number, model: ModelId): PreparedData {
  const { items, pair } = MODELS[model];
  const { height, width, channels } = ITEMS[items];
  const isTable = items === 'rows';
  const classes = isTable ? 1 : pair ? 2 : 10;
  const random = createRandom(1);
  const size = isTable ? 0 : height * width * channels;
  return {
    pixels: Uint8Array.from({ length: count * size }, () => Math.max(0, random.below(512) - 256)),
    targets: Uint8Array.from({ length: count }, () => random.below(classes)),
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    height,
    width,
    channels,
    train: Uint32Array.from({ length: count }, (_, i) => i),
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
    ...(isTable && { table: benchRows(count, width) }),
  };
}

function benchRows(count: number, width: number): PreparedTable {
  const random = createRandom(2);
  const standardized = Float32Array.from({ length: count }, () => 3 * random.next() - 1.5);
  const target = { name: 'y', unit: '', mean: 0, deviation: 1, values: Float64Array.from(standardized), standardized };
  return { inputs: Float32Array.from({ length: count * width }, () => 3 * random.next() - 1.5), width, target };
}
