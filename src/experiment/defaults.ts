import { DEFAULT_DATASET } from './data/datasets';
import { EXPERIMENT_VERSION, type Experiment } from './experiment';
import { PRESETS } from './presets/starters';
import { OPTIMIZERS } from './training/optimizers';

/** What a person finds on the first visit: one hidden layer, Adam, five epochs, a tenth of the training images held out. */
export function defaultExperiment(): Experiment {
  return {
    version: EXPERIMENT_VERSION,
    name: '',
    data: {
      dataset: DEFAULT_DATASET,
      task: { kind: 'classes' },
      split: { kind: 'official', validationShare: 0.1, stratified: true, validationIsTest: false },
      scaling: 'unit',
      trainSize: null,
      labelNoise: 0,
      labelNoiseRule: 'exactShare',
      augmentation: { steps: [], mode: 'inPlace', classes: null },
      drawings: null,
    },
    model: { kind: 'network', layers: PRESETS.find((preset) => preset.id === 'one-hidden-layer')?.layers ?? [] },
    training: {
      optimizer: OPTIMIZERS.adam.defaults,
      learningRate: OPTIMIZERS.adam.learningRate,
      schedule: { kind: 'constant' },
      warmupEpochs: 0,
      clipping: { kind: 'none' },
      loss: 'crossEntropy',
      classWeights: { kind: 'none' },
      batchSize: 64,
      epochs: 5,
      earlyStopping: null,
      seed: 1,
    },
  };
}
