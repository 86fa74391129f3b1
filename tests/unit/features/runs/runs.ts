import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/types';
import { stack } from '@/experiment/presets/stack';
import type { EpochRecord, Evaluation, Run } from '@/run/types';

/** An Experiment with these layers. */
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

/** Two classes, of which 3 of 4 and 1 of 2 images are named rightly. */
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

/** A run that has ended, with what is given put in. */
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
