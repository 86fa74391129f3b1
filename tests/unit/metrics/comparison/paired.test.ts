import { expect, test } from 'vitest';
import { likeliest, pairPredictions } from '@/metrics/comparison/paired';
import { confusionDifference } from '@/metrics/confusion';

const classNames = ['x', 'y'];

test('images are paired by their position, and those that change sides come with both answers', () => {
  const a = { classNames, indices: [10, 11, 12, 13], targets: [0, 1, 0, 1], probabilities: [0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.6, 0.4] };
  // In another order, one image fewer and another one more.
  const b = { classNames, indices: [13, 12, 11, 99], targets: [1, 0, 1, 0], probabilities: [0.2, 0.8, 0.55, 0.45, 0.9, 0.1, 1, 0] };
  expect(pairPredictions(a, b)).toEqual({
    count: 3,
    both: 0,
    onlyA: 1,
    onlyB: 2,
    neither: 0,
    // The surest mistake first.
    changed: [
      { index: 11, target: 1, right: 'a', a: [0.2, 0.8], b: [0.9, 0.1] },
      { index: 12, target: 0, right: 'b', a: [0.3, 0.7], b: [0.55, 0.45] },
      { index: 13, target: 1, right: 'b', a: [0.6, 0.4], b: [0.2, 0.8] },
    ],
  });
  expect(() => pairPredictions(a, { ...b, classNames: ['x', 'y', 'z'] })).toThrow(RangeError);
});

test('of equal probabilities the first class is the answer', () => {
  expect([likeliest([0.5, 0.5]), likeliest([0.2, 0.4, 0.4])]).toEqual([0, 1]);
});

test('the difference of two matrices is in shares of each true class', () => {
  const [a, b] = [
    [
      [8, 2],
      [1, 3],
    ],
    [
      [18, 2],
      [0, 0],
    ],
  ];
  const difference = confusionDifference(a as number[][], b as number[][]);
  expect(difference.map((row) => row.map((share) => Number(share.toFixed(12))))).toEqual([
    [0.1, -0.1],
    [-0.25, -0.75],
  ]);
  expect(() => confusionDifference([[1]], b as number[][])).toThrow(RangeError);
});
