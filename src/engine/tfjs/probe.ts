import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { bytesPerItem, datasetInfo, STAND_IN_DATASET } from '@/experiment/data/datasets';
import { EXPERIMENT_VERSION, type Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';

const options = { activation: 'relu', negativeSlope: 0, useBias: true, kernelInitializer: 'glorotUniform', l1: 0, l2: 0 } as const;

/** A convolution, a pooling and a dense layer, as small as they can be. */
const LAYERS: Layer[] = [
  { id: 'conv', kind: 'conv2d', filters: 2, kernelSize: 3, strides: 2, padding: 'same', ...options },
  { id: 'pool', kind: 'maxPooling2d', poolSize: 4, strides: null, padding: 'valid' },
  { id: 'flatten', kind: 'flatten' },
];

const EXPERIMENT: Experiment = {
  version: EXPERIMENT_VERSION,
  name: 'probe',
  data: {
    dataset: STAND_IN_DATASET,
    task: { kind: 'classes' },
    split: { kind: 'official', validationShare: 0, stratified: false, validationIsTest: false },
    scaling: 'unit',
    trainSize: null,
    labelNoise: 0,
    labelNoiseRule: 'exactShare',
    augmentation: { steps: [], mode: 'inPlace', classes: null },
    drawings: null,
  },
  model: { kind: 'network', layers: LAYERS },
  training: {
    optimizer: { kind: 'sgd' },
    learningRate: 0.01,
    schedule: { kind: 'constant' },
    warmupEpochs: 0,
    clipping: { kind: 'none' },
    loss: 'crossEntropy',
    classWeights: { kind: 'none' },
    batchSize: 4,
    epochs: 1,
    earlyStopping: null,
    seed: 1,
  },
};

/** Four grey images of four classes. */
function probeData(): PreparedData {
  const all = Uint32Array.of(0, 1, 2, 3);
  const none = new Uint32Array(0);
  const { itemShape } = datasetInfo(EXPERIMENT.data.dataset);
  const [height, width, channels] = itemShape;
  return {
    pixels: Uint8Array.from({ length: 4 * bytesPerItem(itemShape) }, (_, i) => (i * 37) % 256),
    targets: Uint8Array.of(0, 1, 2, 3),
    classNames: [],
    height,
    width,
    channels,
    train: all,
    validation: none,
    test: none,
    offset: 0,
    factor: 1 / 255,
    classWeights: null,
    augmentation: null,
  };
}

/** Milliseconds that the first step may take; compiling its shaders takes most of it. */
const PROBE_LIMIT = 20_000;

/** Trains one tiny step. Rejects with the reason in words where it throws, does not finish, or yields no number. */
export async function probeTraining(engine: Engine, limit = PROBE_LIMIT): Promise<void> {
  const network = await engine.compile(EXPERIMENT, probeData());
  try {
    network.trainStep(Uint32Array.of(0, 1, 2, 3), 0, 0.01);
    const { losses } = await withinLimit(network.readSteps(), limit);
    // The loss before any training is near ln 10; a driver that computes something else is not to be trusted.
    if (!(losses[0]! > 0.5 && losses[0]! < 10)) throw new Error(`its result was wrong (a loss of ${losses[0]})`);
  } finally {
    network.dispose();
  }
}

function withinLimit<T>(promise: Promise<T>, limit: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not finish within ${limit / 1000} seconds`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
