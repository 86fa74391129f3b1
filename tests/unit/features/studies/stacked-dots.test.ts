import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stackedDots } from '@/features/studies/charts/stacked-dots';

const MOST = 17;

it('draws equal results above and below each other, from the middle on', () => {
  expect(stackedDots([50, 50, 50, 90], MOST)).toEqual([0, 7, -7, 0]);
});

it('takes the level nearest to the middle that no neighbor has', () => {
  // The third is not beside the first, whose place it takes again.
  expect(stackedDots([0, 3, 6, 9, 12], MOST)).toEqual([0, 7, 0, 7, 0]);
});

it('keeps thirty equal results in their row, each at a height of its own', () => {
  const lifts = stackedDots(
    Array.from({ length: 30 }, () => 50),
    MOST,
  );
  expect(new Set(lifts).size).toBe(30);
  expect(Math.max(...lifts.map(Math.abs))).toBeCloseTo(MOST);
});

it('never leaves the row', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }), (places) => {
      for (const lift of stackedDots(places, MOST)) expect(Math.abs(lift)).toBeLessThanOrEqual(MOST + 1e-9);
    }),
  );
});
