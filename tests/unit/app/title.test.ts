import { expect, test } from 'vitest';
import { titleOf } from '@/app/hooks/run-title';
import { defaultExperiment } from '@/experiment/defaults';
import type { EpochRecord, Run } from '@/run/types';

const record: EpochRecord = {
  epoch: 1,
  step: 10,
  training: { loss: 0.5, accuracy: 0.8 },
  validation: { loss: 0.4, accuracy: 0.857 },
  seconds: 1,
};

const evaluation = (set: 'validation' | 'test', accuracy: number) => ({
  set,
  epoch: 1,
  count: 100,
  score: { loss: 1, accuracy },
  confusion: [],
});

const run = (changes: Partial<Run>): Run => ({
  id: 'a',
  createdAt: 0,
  updatedAt: 0,
  experiment: defaultExperiment(),
  status: 'training',
  epochs: 5,
  learningRate: 0.001,
  stepsPerEpoch: 10,
  history: { losses: [], accuracies: [] },
  epochRecords: [],
  validation: null,
  test: null,
  interventions: [],
  engine: '',
  failure: null,
  classNames: [],
  input: { offset: 0, factor: 1 },
  datasetName: '',
  ...changes,
});

test('without a run it is the name alone', () => expect(titleOf(null)).toBe('Atelier'));

test('while it trains: the epoch under way, and the newest accuracy on images held out', () => {
  expect(titleOf(run({}))).toBe('Epoch 1/5 – Atelier');
  expect(titleOf(run({ epochRecords: [record] }))).toBe('Epoch 2/5 · 80% – Atelier');
  const validated = run({ epochRecords: [record], validation: evaluation('validation', 0.857) });
  expect(titleOf(validated)).toBe('Epoch 2/5 · 86% – Atelier');
});

test('afterwards: how it ended, and the test accuracy', () => {
  const ended = { epochRecords: [record], validation: evaluation('validation', 0.857), test: evaluation('test', 0.91) };
  expect(titleOf(run({ ...ended, status: 'finished' }))).toBe('Finished · 91% – Atelier');
  expect(titleOf(run({ ...ended, status: 'paused', test: null }))).toBe('Paused · 86% – Atelier');
});
