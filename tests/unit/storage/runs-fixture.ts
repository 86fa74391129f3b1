import { defaultExperiment } from '@/experiment/defaults';
import type { Run } from '@/run/types';
import type { SavedState } from '@/storage/types';

/** A run in the middle of its training. */
export function sampleRun(id: string, change: Partial<Run> = {}): Run {
  const validation = { loss: 0.5, accuracy: 0.8 };
  return {
    id,
    createdAt: 1000,
    updatedAt: 2000,
    experiment: defaultExperiment(),
    status: 'training',
    epochs: 5,
    learningRate: 0.001,
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
    test: null,
    interventions: [
      { step: 1, epoch: 0, what: 'learningRate', note: 'halved', value: 0.0005 },
      { step: 2, epoch: 1, what: 'paused', note: '' },
      { step: 2, epoch: 1, what: 'stoppedEarly', note: 'Stopped early' },
      { step: 2, epoch: 1, what: 'restoredBest', note: 'Weights of epoch 1 restored', value: 1 },
    ],
    engine: 'CPU (WebAssembly)',
    failure: { code: 'diverged', message: 'NaN', suggestion: 'lower the learning rate' },
    classNames: ['a', 'b'],
    input: { offset: 0, factor: 1 / 255 },
    datasetName: 'Fashion-MNIST',
    ...change,
  };
}

/** A state whose numbers are all `value`. */
export function sampleState(value: number): SavedState {
  const array = () => new Float32Array(4).fill(value);
  return { weights: [array(), array()], slots: [[array()], [array()]], updates: value };
}
