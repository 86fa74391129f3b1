import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { stack } from '@/experiment/presets/stack';
import type { EpochRecord, Evaluation, NetworkState, Run } from '@/run/types';

/** The default Experiment with these layers. */
export const withLayers = (...layers: Parameters<typeof stack>): Experiment => withStack(stack(...layers));

const withStack = (layers: Layer[]): Experiment => ({ ...defaultExperiment(), model: { kind: 'network', layers } });

export const withForest = (trees: number): Experiment => ({
  ...defaultExperiment(),
  model: {
    kind: 'classical',
    classical: { kind: 'randomForest', trees, maxDepth: null, minSamplesLeaf: 1, maxFeatures: null, bootstrap: true },
  },
});

export const epochOf = (epoch: number, seconds: number): EpochRecord => ({
  epoch,
  step: 10 * epoch,
  training: { loss: 1, accuracy: 0.5 },
  validation: null,
  seconds,
});

/** Two classes, with 3 of 4 and 1 of 2 images classified correctly. */
export const evaluationOf = (set: Evaluation['set'], accuracy: number): Evaluation => ({
  set,
  epoch: 1,
  count: 6,
  score: { loss: 1 - accuracy, accuracy },
  confusion: [
    [3, 1],
    [1, 1],
  ],
});

/** A finished run of two epochs. */
export const runOf = (id: string, own: Partial<Run> = {}): Run => ({
  id,
  createdAt: Date.UTC(2026, 4, 2, 12),
  updatedAt: Date.UTC(2026, 4, 2, 13),
  experiment: defaultExperiment(),
  status: 'finished',
  epochs: 2,
  learningRate: 0.001,
  stepsPerEpoch: 10,
  history: { losses: [], accuracies: [] },
  epochRecords: [],
  validation: null,
  test: null,
  interventions: [],
  engine: 'CPU (WebAssembly) · 2 threads',
  failure: null,
  classNames: ['a', 'b'],
  input: { offset: 0, factor: 1 },
  datasetName: 'Fashion-MNIST',
  ...own,
});

/** A run in the middle of its training, with something in every field that a run can have. */
export function sampleRun(id: string, change: Partial<Run> = {}): Run {
  const validation = { loss: 0.5, accuracy: 0.8 };
  return runOf(id, {
    createdAt: 1000,
    updatedAt: 2000,
    status: 'training',
    epochs: 5,
    stepsPerEpoch: 2,
    history: { losses: [2.3, Number.NaN], accuracies: [0.1, 0.2] },
    epochRecords: [{ epoch: 1, step: 2, training: { loss: 2, accuracy: 0.15 }, validation, learningRate: 0.001, seconds: 3 }],
    validation: {
      set: 'validation',
      epoch: 1,
      count: 2,
      score: validation,
      confusion: [
        [1, 0],
        [0, 1],
      ],
      thresholded: { threshold: 0.5, truePositives: [1, 0], predicted: [1, 0], support: [1, 1] },
    },
    interventions: [
      { step: 1, epoch: 0, what: 'learningRate', note: 'halved', value: 0.0005 },
      { step: 2, epoch: 1, what: 'paused', note: '' },
      { step: 2, epoch: 1, what: 'stoppedEarly', note: 'Stopped early' },
      { step: 2, epoch: 1, what: 'restoredBest', note: 'Weights of epoch 1 restored', value: 1 },
    ],
    engine: 'CPU (WebAssembly)',
    engineId: 'wasm',
    failure: { code: 'diverged', message: 'NaN', suggestion: 'lower the learning rate' },
    input: { offset: 0, factor: 1 / 255 },
    ...change,
  });
}

/** A state whose numbers are all `value`. */
export function sampleState(value: number): NetworkState {
  const array = () => new Float32Array(4).fill(value);
  return { weights: [array(), array()], slots: [[array()], [array()]], updates: value };
}
