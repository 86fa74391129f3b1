import type { PreparedData } from '@/dataset/types';
import type { Task } from '@/experiment/data/types';
import { EXPERIMENT_VERSION, type Experiment } from '@/experiment/experiment';
import { createLayer, type Layer, type LayerKind, type LayerOf } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import type { TrainingSpec } from '@/experiment/training/types';

let ids = 0;

/** A layer with its kind's defaults but for what is given. */
export function layer<K extends LayerKind>(kind: K, options: Partial<Omit<LayerOf<K>, 'id' | 'kind'>> = {}): Layer {
  return { ...createLayer(kind, `layer${ids++}`), ...options } as Layer;
}

/** An Experiment of these layers. */
export function experimentOf(layers: Layer[], training: Partial<TrainingSpec> = {}, task: Task = { kind: 'classes' }): Experiment {
  return {
    version: EXPERIMENT_VERSION,
    name: 'test',
    data: {
      dataset: 'builtin-garments',
      task,
      split: { kind: 'official', validationShare: 0, stratified: false, validationIsTest: false },
      scaling: 'unit',
      trainSize: null,
      labelNoise: 0,
      labelNoiseRule: 'exactShare',
      augmentation: { steps: [], mode: 'inPlace', classes: null },
      drawings: null,
    },
    model: { kind: 'network', layers },
    training: {
      optimizer: { kind: 'sgd' },
      learningRate: 0.01,
      schedule: { kind: 'constant' },
      warmupEpochs: 0,
      clipping: { kind: 'none' },
      loss: 'crossEntropy',
      classWeights: { kind: 'none' },
      batchSize: 8,
      epochs: 1,
      earlyStopping: null,
      seed: 7,
      ...training,
    },
  };
}

/** Random images of random classes. */
export function randomData(count: number, classes = 10, seed = 3): PreparedData {
  const random = createRandom(seed);
  const none = new Uint32Array(0);
  return {
    pixels: Uint8Array.from({ length: count * 784 }, () => random.below(256)),
    targets: Uint8Array.from({ length: count }, () => random.below(classes)),
    classNames: [],
    height: 28,
    width: 28,
    channels: 1,
    train: Uint32Array.from({ length: count }, (_, i) => i),
    validation: none,
    test: none,
    // No pixel becomes exactly 0: there selu has a kink, where TensorFlow (and we) take the right slope and the tape of tfjs the left one.
    offset: 12.5,
    factor: 1 / 200,
    classWeights: null,
    augmentation: null,
  };
}

/** `size` positions from `start`, wrapping at `count`. */
export const batchAt = (start: number, size: number, count: number): Uint32Array =>
  Uint32Array.from({ length: size }, (_, i) => (start + i) % count);
