import { expect, test } from 'vitest';
import type { Schedule } from '@/experiment/training/types';
import { planPoints, rateInWords, ratePlan } from '@/features/training/folds/rate-plan';

const plan = (schedule: Schedule, more: { warmupEpochs?: number; epochs?: number; learningRate?: number } = {}) =>
  ratePlan({ schedule, warmupEpochs: 0, epochs: 4, learningRate: 0.1, ...more });

test('a plan ends where the last epoch does', () => {
  const steps = plan({ kind: 'step', every: 2, factor: 0.5 });
  expect(steps?.highest).toBe(0.1);
  // The fall after the fourth epoch would be the fifth's.
  expect(steps?.last).toBeCloseTo(0.05, 12);
  expect(plan({ kind: 'cosine', finalShare: 0.1 })?.last).toBeCloseTo(0.01, 6);
  expect(plan({ kind: 'constant' }, { warmupEpochs: 2 })?.rates[0]).toBe(0);
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

test('a rate is said in few digits', () => {
  expect(rateInWords(0.000314159)).toBe('0.000314');
  expect(rateInWords(1e-8)).toBe('1e-8');
});
