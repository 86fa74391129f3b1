import { describe, expect, test } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { stack } from '@/experiment/presets/stack';
import { asCarriedOut, figureIn } from '@/metrics/published';
import type { EpochRecord, Evaluation, Intervention, Run } from '@/run/types';

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

describe('a run of a classical model', () => {
  const model = { kind: 'classical' as const, classical: CLASSICAL_MODELS.decisionTree.defaults };
  const evaluation = (set: Evaluation['set'], accuracy: number): Evaluation => ({
    set,
    epoch: 0,
    count: 2,
    score: { loss: 0.25, accuracy },
    confusion: [
      [1, 0],
      [1, 0],
    ],
  });
  const fitted = run({
    experiment: { ...defaultExperiment(), model },
    ...{ epochs: 0, learningRate: 0, stepsPerEpoch: 0, epochRecords: [] },
    fit: { seconds: 3, training: { loss: 0.125, accuracy: 1 }, notes: [] },
    validation: evaluation('validation', 0.75),
    test: evaluation('test', 0.5),
  });

  test('is carried out as its Experiment says', () => {
    expect(asCarriedOut(fitted)).toBe(fitted.experiment);
  });

  test('has figures of the images it learnt from, of validation and of the test', () => {
    expect(figureIn(fitted, { of: 'accuracy', set: 'training', epoch: 'last' })).toBe(1);
    expect(figureIn(fitted, { of: 'loss', set: 'training', epoch: 'best' })).toBe(0.125);
    expect(figureIn(fitted, { of: 'accuracy', set: 'validation', epoch: 'best' })).toBe(0.75);
    expect(figureIn(fitted, { of: 'accuracy', set: 'test' })).toBe(0.5);
    // F1 of the first class: 2 * 1 / (2 + 1), of the second 0.
    expect(figureIn(fitted, { of: 'macroF1' })).toBeCloseTo(1 / 3, 12);
  });

  test('has none of an epoch, and no parameters', () => {
    expect(figureIn(fitted, { of: 'accuracy', set: 'validation', epoch: 1 })).toBeNull();
    expect(figureIn(fitted, { of: 'parameters' })).toBeNull();
    expect(
      figureIn({ ...fitted, fit: { seconds: 3, training: null, notes: [] } }, { of: 'loss', set: 'training', epoch: 'last' }),
    ).toBeNull();
  });
});

describe('a run that predicts a number', () => {
  const numbers = { mse: 9, mae: 2.25, medianAbsoluteError: 1, r2: -0.5, explainedVariance: 0 };
  const test_: Evaluation = { set: 'test', epoch: 10, count: 2, score: { loss: 1, accuracy: -0.5 }, confusion: [[2]], numbers };
  const base = defaultExperiment();
  const experiment = { ...base, training: { ...base.training, loss: 'meanSquaredError' as const } };
  const target = { name: 'price', unit: '₹', mean: 100, deviation: 20 };
  const predicted = run({ experiment, target, test: test_ });
  const dense = (l2: number) => stack(['dense', { units: 2, l2 }]);

  test('has errors in the unit of the target', () => {
    const of = (what: 'mse' | 'rmse' | 'rootMae' | 'r2') => figureIn(predicted, { of: what, set: 'test' });
    expect([of('mse'), of('rmse'), of('rootMae'), of('r2')]).toEqual([9, 3, 1.5, -0.5]);
    expect(figureIn(run({}), { of: 'mse', set: 'test' })).toBeNull();
  });

  test('has a training error in that unit where its loss is the squared error and nothing else', () => {
    const trainingMse = (change: Partial<Run>) => figureIn({ ...predicted, ...change }, { of: 'trainingMse' });
    // A loss of 1, in deviations of 20.
    expect(trainingMse({})).toBe(400);
    const model = (l2: number) => ({ kind: 'network' as const, layers: dense(l2) });
    expect(trainingMse({ experiment: { ...experiment, model: model(0) } })).toBe(400);
    expect(trainingMse({ experiment: { ...experiment, model: model(0.01) } })).toBeNull();
    expect(trainingMse({ experiment: base })).toBeNull();
    expect(trainingMse({ epochRecords: [] })).toBeNull();
  });
});
