import type { PreparedData } from '@/dataset/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { createLayer, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import type { Optimizer } from '@/experiment/training/types';

export type ModelId = 'M1' | 'M2' | 'M2x' | 'M3' | 'M4';

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

/** The models that are measured. */
export const MODELS: Record<ModelId, { title: string; layers: Layer[]; optimizer: Optimizer; learningRate: number; pair?: true }> = {
  M1: {
    title: '784-512-10 relu, Adam',
    layers: [layer('flatten'), layer('dense', { units: 512, activation: 'relu' })],
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M2: {
    title: 'conv 32, pool, conv 64, pool, dense 128, 10, Adam',
    layers: convolutional(false),
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M2x: {
    title: 'M2 with batch norm, leaky relu, dropout 0.3, L2',
    layers: convolutional(true),
    optimizer: ADAM,
    learningRate: 0.001,
  },
  M3: {
    title: '784-12-1 sigmoid, SGD',
    layers: [layer('flatten'), layer('dense', { units: 12, activation: 'sigmoid' })],
    optimizer: { kind: 'sgd' },
    learningRate: 0.01,
    pair: true,
  },
  M4: {
    title: '28 rows one after the other, LSTM 128, 10, Adam',
    layers: [layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 128 })],
    optimizer: ADAM,
    learningRate: 0.001,
  },
};

/** A model as an Experiment. */
export function experimentOf(model: ModelId, batchSize: number): Experiment {
  const { layers, optimizer, learningRate, pair } = MODELS[model];
  const base = defaultExperiment();
  return {
    ...base,
    name: model,
    data: {
      ...base.data,
      dataset: 'builtin-garments',
      task: pair ? { kind: 'pair', classes: [0, 1] } : { kind: 'classes' },
      split: { kind: 'official', validationShare: 0, stratified: false, validationIsTest: false },
    },
    model: { kind: 'network', layers },
    training: { ...base.training, optimizer, learningRate, batchSize, epochs: 1 },
  };
}

/** Images that cost what real ones cost: blotches, half of each black. */
export function benchData(count: number, classes: number): PreparedData {
  const random = createRandom(1);
  return {
    pixels: Uint8Array.from({ length: count * 784 }, () => Math.max(0, random.below(512) - 256)),
    targets: Uint8Array.from({ length: count }, () => random.below(classes)),
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    height: 28,
    width: 28,
    channels: 1,
    train: Uint32Array.from({ length: count }, (_, i) => i),
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
  };
}
