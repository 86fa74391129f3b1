import { epochOf, withLayers } from '@tests/support/runs';
import { expect, test } from 'vitest';
import { defaultExperiment } from '@/experiment/defaults';
import { belowValidation, hasPenalty } from '@/features/curves/caveats';

const record = (training: number, validation: number) => ({
  ...epochOf(1, 1),
  training: { loss: 1, accuracy: training },
  validation: { loss: 1, accuracy: validation },
});

test('losses include a penalty where a layer has L1 or L2', () => {
  expect(hasPenalty(withLayers(['flatten'], ['dense', { units: 8 }]))).toBe(false);
  expect(hasPenalty(withLayers(['flatten'], ['dense', { units: 8, l2: 0.1 }]))).toBe(true);
  expect(hasPenalty(withLayers(['conv2d', { filters: 4, l1: 0.001 }], ['flatten']))).toBe(true);
});

test('a training accuracy below validation’s is explained by what made training harder', () => {
  const plain = withLayers(['flatten'], ['dense', { units: 8 }]);
  expect(belowValidation(record(0.9, 0.85), plain)).toBeNull();
  expect(belowValidation({ ...record(0.8, 0.85), validation: null }, plain)).toBeNull();
  expect(belowValidation(record(0.8, 0.85), plain)).toMatch(/mean over the epoch/);
  expect(belowValidation(record(0.8, 0.85), plain)).not.toMatch(/Dropout|Augmentation|label/);
  expect(belowValidation(record(0.8, 0.85), withLayers(['flatten'], ['dropout', { rate: 0.3 }]))).toMatch(/Dropout/);
  const { data } = defaultExperiment();
  const noisy = { ...plain, data: { ...data, labelNoise: 0.2 } };
  expect(belowValidation(record(0.8, 0.85), noisy)).toMatch(/20% of the training images/);
});
