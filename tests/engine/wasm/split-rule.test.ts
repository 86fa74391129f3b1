import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import { rangeOf } from '@/engine/wasm/shares';
import { workersFor } from '@/engine/wasm/split/rule';
import { experimentOf } from './fixtures';

const cnn = (batchSize: number, normalized = false) =>
  experimentOf(
    [
      layer('conv2d', { filters: 32 }),
      ...(normalized ? [layer('batchNormalization')] : []),
      layer('maxPooling2d'),
      layer('conv2d', { filters: 64 }),
      layer('maxPooling2d'),
      layer('flatten'),
      layer('dense', { units: 128 }),
    ],
    { batchSize },
  );
const wide = (batchSize: number) => experimentOf([layer('flatten'), layer('dense', { units: 512 })], { batchSize });

describe('the number of workers', () => {
  test.each([
    [cnn(32), 2, 2],
    [cnn(128), 2, 2],
    [cnn(128), 8, 4],
    [cnn(32), 1, 1],
    [cnn(8), 2, 1],
    [cnn(128, true), 2, 1],
    [wide(32), 2, 1],
    [wide(128), 2, 2],
    [experimentOf([layer('flatten'), layer('dense', { units: 12 })], { batchSize: 512 }), 2, 1],
    [experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 128 })], { batchSize: 32 }), 2, 2],
  ])('case %#', (experiment, available, wanted) => {
    expect(workersFor(experiment, Math.min(available, 4))).toBe(wanted);
  });
});

test('the shares of a batch are its images, each once, in order', () => {
  for (const count of [1, 2, 3, 4]) {
    for (const whole of [1, 2, 3, 7, 32]) {
      const ranges = Array.from({ length: count }, (_, index) => rangeOf(whole, { index, count }));
      let end = 0;
      for (const { first, count: images } of ranges) {
        expect(first).toBe(end);
        end += images;
      }
      expect(end).toBe(whole);
    }
  }
});
