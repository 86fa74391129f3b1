import '@tensorflow/tfjs-backend-cpu';
import { memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Fails where two rows of numbers differ by more than `tolerance`, relative to the largest of the second (at least `floor`). */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, floor = 1e-3): void {
  expect(actual.length).toBe(expected.length);
  const scale = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), floor);
  const worst = Array.from(expected).reduce((most, x, i) => {
    const apart = Math.abs(x - actual[i]!);
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
  }, 0);
  expect(worst / scale).toBeLessThanOrEqual(tolerance);
}

/** Fails where `work` leaves tensors behind. */
export async function withoutLeak<T>(work: () => Promise<T>): Promise<T> {
  const before = memory().numTensors;
  const result = await work();
  expect(memory().numTensors).toBe(before);
  return result;
}
