import { expect, test } from 'vitest';
import type { Schedule } from '@/experiment/training/types';
import { planPoints, ratePlan } from '@/features/training/folds/rate-plan';

const plan = (schedule: Schedule, more: { warmupEpochs?: number; epochs?: number; learningRate?: number } = {}) =>
  ratePlan({ schedule, warmupEpochs: 0, epochs: 4, learningRate: 0.1, ...more }, 100);

test('a plan ends where the last epoch does', () => {
  const steps = plan({ kind: 'step', every: 2, factor: 0.5 });
  expect(steps?.highest).toBe(0.1);
  // The fall after the fourth epoch would be the fifth's.
  expect(steps?.last).toBeCloseTo(0.05, 12);
  expect(plan({ kind: 'cosine', finalShare: 0.1 })?.last).toBeCloseTo(0.01, 6);
  expect(plan({ kind: 'constant' }, { warmupEpochs: 2 })?.rates[0]).toBeCloseTo(0.1 / 200, 12);
});

test('there is no plan where nothing moves, nothing can be known, or a number is missing', () => {
  expect(plan({ kind: 'constant' })).toBeNull();
  const plateau = { monitor: 'validationLoss', factor: 0.5, patience: 2, minDelta: 0, minLearningRate: 0 } as const;
  expect(plan({ kind: 'reduceOnPlateau', ...plateau })).toBeNull();
  expect(plan({ kind: 'exponential', factor: Number.NaN })).toBeNull();
  expect(plan({ kind: 'exponential', factor: 0.5 }, { epochs: Number.NaN })).toBeNull();
  expect(plan({ kind: 'exponential', factor: 0.5 }, { learningRate: 0 })).toBeNull();
});

test('the picture goes from left to right, its highest rate at the top', () => {
  const points = planPoints({ rates: [0, 1, 0.5], highest: 1, last: 0.5 }, 100, 40);
  expect(points).toBe('0.0,40.0 50.0,0.0 100.0,20.0');
});

test('there is no plan while nobody knows how many images there are', () => {
  expect(ratePlan({ schedule: { kind: 'exponential', factor: 0.5 }, warmupEpochs: 0, epochs: 4, learningRate: 0.1 }, 0)).toBeNull();
});

test('the highest rate is that of a step, not of a point of the picture', () => {
  // The warm-up ends with the 7th of 300 steps, which no point of the picture meets.
  const training = { schedule: { kind: 'exponential', factor: 0.01 }, warmupEpochs: 0.07, epochs: 3, learningRate: 0.1 } as const;
  const planned = ratePlan(training, 100);
  expect(planned?.highest).toBeCloseTo(0.1 * 0.01 ** 0.06, 12);
  expect(Math.max(...(planned?.rates ?? []))).not.toBeCloseTo(planned?.highest ?? 0, 4);
});
