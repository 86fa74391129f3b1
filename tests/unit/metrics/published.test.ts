import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { asCarriedOut } from '@/metrics/published';
import type { EpochRecord, Intervention, Run } from '@/run/types';

const SCORE = { loss: 1, accuracy: 0.5 };
const records = (count: number): EpochRecord[] =>
  Array.from({ length: count }, (_, i) => ({ epoch: i + 1, step: i + 1, training: SCORE, validation: SCORE, seconds: 1 }));
const stoppedAt = (epoch: number): Intervention => ({ what: 'stoppedEarly', note: 'Stopped early', epoch, step: epoch });

/** A run of an Experiment of ten epochs. */
function run(change: Partial<Run>): Run {
  const base = defaultExperiment();
  const experiment = { ...base, training: { ...base.training, epochs: 10 } };
  const history = { losses: [], accuracies: [] };
  return {
    id: 'r',
    createdAt: 0,
    updatedAt: 0,
    experiment,
    status: 'finished',
    epochs: 10,
    learningRate: experiment.training.learningRate,
    stepsPerEpoch: 1,
    history,
    epochRecords: records(10),
    validation: null,
    test: null,
    interventions: [],
    engine: 'CPU',
    failure: null,
    classNames: [],
    input: { offset: 0, factor: 1 },
    datasetName: '',
    ...change,
  };
}

const epochs = (change: Partial<Run>) => asCarriedOut(run(change)).training.epochs;

test('a run that did what was asked for is the Experiment itself', () => {
  const done = run({});
  expect(asCarriedOut(done)).toEqual(done.experiment);
  expect(asCarriedOut(run({ status: 'training', epochRecords: records(3) }))).toEqual(done.experiment);
  expect(epochs({ epochs: 6, epochRecords: records(6), interventions: [stoppedAt(6)] })).toBe(10);
});

test('epochs that were added, or left out by Stop, are told', () => {
  expect(epochs({ epochs: 20, epochRecords: records(20) })).toBe(20);
  expect(epochs({ status: 'training', epochs: 20, epochRecords: records(12) })).toBe(20);
  expect(epochs({ status: 'stopped', epochRecords: records(2) })).toBe(2);
  expect(epochs({ epochs: 9, epochRecords: records(9), interventions: [stoppedAt(6), stoppedAt(9)] })).toBe(9);
});

test('a learning rate that was changed on the way is told', () => {
  expect(asCarriedOut(run({ learningRate: 0.5 })).training.learningRate).toBe(0.5);
});
