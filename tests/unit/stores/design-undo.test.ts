import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TrainingSpec } from '@/experiment/training/types';
import { designStore, editDesign, undo } from '@/stores/design';

const training = (change: Partial<TrainingSpec>) =>
  editDesign('training', (design) => ({ ...design, training: { ...design.training, ...change } }));
const now = () => designStore.getState().experiment.training;

beforeEach(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('three separate changes within a second are three steps of undo, and one number typed is one', () => {
  vi.useFakeTimers();
  const before = now();
  training({ loss: 'meanSquaredError' });
  training({ epochs: 7 });
  training({ batchSize: 3 });
  training({ batchSize: 32 });
  undo();
  expect(now()).toEqual({ ...before, loss: 'meanSquaredError', epochs: 7 });
  undo();
  expect(now()).toEqual({ ...before, loss: 'meanSquaredError' });
  undo();
  expect(now()).toEqual(before);
});

test('two chosen values in quick succession are two steps', () => {
  vi.useFakeTimers();
  const before = now();
  training({ loss: 'meanSquaredError' });
  training({ loss: before.loss });
  undo();
  expect(now().loss).toBe('meanSquaredError');
});
