import { expect, test } from 'vitest';
import { classAccuracy } from '@/metrics/class-scores';

test('the accuracy of a class against the rest counts its true positives and true negatives', () => {
  const confusion = [
    [5, 2, 1],
    [0, 6, 2],
    [1, 0, 3],
  ];
  // Class 0: 5 hits, and 6 + 2 + 0 + 3 images of other classes that were not called 0.
  expect(classAccuracy(confusion, 0)).toBeCloseTo(16 / 20, 12);
  expect(classAccuracy(confusion, 1)).toBeCloseTo(16 / 20, 12);
  expect(classAccuracy(confusion, 2)).toBeCloseTo(16 / 20, 12);
  expect(
    classAccuracy(
      [
        [3, 1],
        [0, 6],
      ],
      1,
    ),
  ).toBeCloseTo(9 / 10, 12);
  expect(
    classAccuracy(
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ),
  ).toBeNaN();
});
