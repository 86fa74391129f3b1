import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { Task } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { createLayer } from '@/experiment/network/kinds';
import type { Layer, LayerKind, LayerOf } from '@/experiment/network/types';
import { createRandom } from '@/experiment/random';
import type { Optimizer, TrainingSpec } from '@/experiment/training/types';
import { startNodeHelper } from './node-helper';

/** A momentum of zero at a learning rate of one leaves minus the gradient in the optimizer's memory: exact gradients, through the public interface. */
export const GRADIENT_PROBE: Optimizer = { kind: 'momentum', momentum: 0, nesterov: false };

export interface Setting {
  optimizer?: Optimizer;
  batchSize?: number;
  task?: Task;
  seed?: number;
  /** Anything else of the training part. */
  training?: Partial<TrainingSpec>;
}

let nextId = 0;

/** A layer with its kind's defaults, but for what is given. */
export const layer = <K extends LayerKind>(kind: K, options: Partial<LayerOf<K>> = {}): Layer =>
  ({
    ...createLayer(kind, `${kind}-${nextId++}`),
    ...(options as Partial<Layer>),
  }) as Layer;

export function experimentOf(layers: Layer[], setting: Setting = {}): Experiment {
  return {
    version: 1,
    name: 'test',
    data: {
      dataset: 'builtin-garments',
      task: setting.task ?? { kind: 'classes' },
      split: { kind: 'official', validationShare: 0.1, stratified: false, validationIsTest: false },
      scaling: 'unit',
      trainSize: null,
      labelNoise: 0,
      augmentation: { steps: [], mode: 'inPlace', classes: null },
    },
    model: { kind: 'network', layers },
    training: {
      optimizer: setting.optimizer ?? GRADIENT_PROBE,
      learningRate: 0.01,
      schedule: { kind: 'constant' },
      warmupEpochs: 0,
      clipping: { kind: 'none' },
      loss: 'crossEntropy',
      classWeights: { kind: 'none' },
      batchSize: setting.batchSize ?? 4,
      epochs: 1,
      earlyStopping: null,
      seed: setting.seed ?? 7,
      ...setting.training,
    },
  };
}

/** Random images and classes. */
export function randomData(count: number, classes: number, seed = 1): PreparedData {
  const random = createRandom(seed);
  const positions = Uint32Array.from({ length: count }, (_, i) => i);
  return {
    pixels: Uint8Array.from({ length: count * 784 }, () => random.below(256)),
    targets: Uint8Array.from({ length: count }, () => random.below(classes)),
    classNames: Array.from({ length: classes }, (_, i) => `class ${i}`),
    height: 28,
    width: 28,
    train: positions,
    validation: new Uint32Array(0),
    test: new Uint32Array(0),
    offset: 40,
    factor: 1 / 90,
    classWeights: null,
    augmentation: null,
  };
}

/** Compiles a network (on so many threads, however little there is to do), runs `use` on it, and disposes of everything. */
export async function withNetwork<T>(
  experiment: Experiment,
  data: PreparedData,
  use: (network: Network) => Promise<T>,
  threads = 1,
): Promise<T> {
  const engine = await createWasmEngine({ threads, startHelper: startNodeHelper, workPerThread: 1 });
  const network = await engine.compile(experiment, data);
  try {
    return await use(network);
  } finally {
    network.dispose();
    engine.dispose();
  }
}

/** Changes every weight at random, so that biases, gammas and moving statistics take part too. */
export function shaken(weights: Float32Array[], seed: number): Float32Array[] {
  const random = createRandom(seed);
  return weights.map((values) => values.map((value) => value + 0.2 * (random.next() - 0.5)));
}
