import { runOf } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { guessing, rateRemark } from '@/run/guessing';
import type { EpochRecord, Run } from '@/run/types';

const record = (accuracy: number, step = 500): EpochRecord => ({
  epoch: 1,
  step,
  training: { loss: 2.3, accuracy },
  validation: { loss: 2.3, accuracy },
  seconds: 1,
});
const after = (accuracy: number, change: Partial<Run> = {}, step = 500): Run => ({
  ...runOf('run'),
  epochRecords: [record(accuracy, step)],
  validation: null,
  test: null,
  classNames: Array.from({ length: 10 }, (_, i) => `Class ${i}`),
  learningRate: 0.001,
  ...change,
});

test('a network at chance is found after a hundred steps, and not before', () => {
  expect(guessing(after(0.1))?.chance).toBe(0.1);
  expect(guessing(after(0.1, {}, 99))).toBeNull();
  expect(guessing(after(0.3))).toBeNull();
});

test('a network that is a little better than chance is not said to be no better', () => {
  expect([0.1, 0.12, 0.188].map((accuracy) => guessing(after(accuracy))?.barelyBetter)).toEqual([false, false, true]);
});

test('chance is the share of the commonest class', () => {
  const validation = {
    set: 'validation' as const,
    epoch: 1,
    count: 100,
    score: { loss: 1, accuracy: 0.7 },
    confusion: [
      [70, 0],
      [30, 0],
    ],
  };
  expect(guessing(after(0.7, { validation, classNames: ['Top', 'Bag'] }))?.chance).toBe(0.7);
  expect(guessing(after(0.8, { validation, classNames: ['Top', 'Bag'] }))).toBeNull();
});

test('what is mended is what is likely wrong', () => {
  const base = defaultExperiment();
  const unscaled = { ...base, data: { ...base.data, scaling: 'none' as const } };
  expect(guessing(after(0.1, { experiment: unscaled }))?.mend.apply(unscaled).data.scaling).toBe('unit');
  expect(guessing(after(0.1, { learningRate: 1e-8 }))?.cause).toMatch(/too low/);
  expect(guessing(after(0.1))?.mend.apply(base).training.learningRate).toBe(0.0001);
});

test('Adadelta at a small rate is named, whether the network is at chance or only slow', () => {
  const base = defaultExperiment();
  const training = { ...base.training, optimizer: OPTIMIZERS.adadelta.defaults, learningRate: 0.001 };
  const run = after(0.1, { experiment: { ...base, training } });
  expect(guessing(run)?.cause).toMatch(/^Adadelta/);
  expect(guessing(run)?.mend.apply(base).training.learningRate).toBe(1);
  expect(rateRemark(run)?.message).toMatch(/^Adadelta/);
  expect(rateRemark({ ...run, learningRate: 1 })).toBeNull();
  expect(rateRemark(after(0.1))).toBeNull();
});

test('a classical model has no epochs to be judged by', () => {
  const experiment = { ...defaultExperiment(), model: { kind: 'classical' as const, classical: CLASSICAL_MODELS.mostFrequent.defaults } };
  expect(guessing(after(0.1, { experiment }))).toBeNull();
});
