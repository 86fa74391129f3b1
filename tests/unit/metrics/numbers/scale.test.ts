import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundTicks } from '@/metrics/curves/axes';
import { dotsOf, extentOf, residualBins, shortTick, worstRows } from '@/metrics/numbers/scale';

describe('ticks of an axis', () => {
  it('are round numbers, about as many as asked for', () => {
    expect(roundTicks(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(roundTicks(-0.13, 0.34)).toEqual([-0.1, 0, 0.1, 0.2, 0.3]);
    expect(roundTicks(1100, 98_000)).toEqual([20_000, 40_000, 60_000, 80_000]);
    // Not two only, as with steps of 50,000.
    expect(roundTicks(-4000, 97_000)).toEqual([0, 20_000, 40_000, 60_000, 80_000]);
    expect(roundTicks(0, 120)).toEqual([0, 50, 100]);
    expect(roundTicks(3, 3)).toEqual([3]);
  });

  it('lie between its ends, evenly, and are never many more', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0.01, max: 1e6, noNaN: true }), (from, span) => {
        const to = from + span;
        const ticks = roundTicks(from, to);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const slack = 1e-9 * (Math.abs(from) + span);
        expect(ticks[0]!).toBeGreaterThanOrEqual(from - slack);
        expect(ticks.at(-1)!).toBeLessThanOrEqual(to + slack);
        const steps = ticks.slice(1).map((tick, i) => tick - ticks[i]!);
        for (const step of steps) expect(Math.abs(step - steps[0]!)).toBeLessThanOrEqual(slack);
      }),
    );
  });

  it('are short', () => {
    expect([0.25, 9999, 12_345, 1_500_000, -2e9, 3e15].map(shortTick)).toEqual(['0.25', '9999', '12.35 k', '1.5 M', '−2 G', '3.0e+15']);
    expect([-12_345, -1_500_000, -3e15].map(shortTick)).toEqual(['−12.35 k', '−1.5 M', '−3.0e+15']);
  });
});

it('the extent is that of all finite numbers, and never empty', () => {
  expect(extentOf([3, Number.NaN, -1], [Number.POSITIVE_INFINITY, 7])).toEqual([-1, 7]);
  expect(extentOf([4, 4])).toEqual([3, 5]);
  expect(extentOf([])).toEqual([-1, 1]);
});

describe('bins of residuals', () => {
  it('have predictions that are too low on the right, where true - predicted is above 0', () => {
    // Of five rows none is beyond the outermost bins.
    const { reach, counts } = residualBins(Float64Array.of(10, 10, 10, 10, 10), Float64Array.of(6, 7, 10, 14, 9), 4);
    expect(reach).toBe(4);
    expect(counts).toEqual([1, 0, 2, 2]);
  });

  it('hold every row that has a prediction, those far off in the outermost ones', () => {
    const truth = new Float64Array(1000);
    const predicted = truth.map((_, i) => (i === 0 ? -1e6 : i === 1 ? 1e6 : i === 2 ? Number.NaN : (i % 11) - 5));
    const { reach, counts } = residualBins(truth, predicted, 10);
    expect(reach).toBe(5);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(999);
    expect(residualBins(truth, truth, 3)).toEqual({ reach: 1, counts: [0, 1000, 0] });
  });
});

it('dots are at most so many rows, evenly, true across and predicted up', () => {
  const truth = Float64Array.from({ length: 10 }, (_, i) => i);
  const predicted = truth.map((value) => (value === 4 ? Number.NaN : 100 + value));
  expect(dotsOf(truth, predicted, 5)).toEqual([0, 2, 6, 8].map((row) => ({ row, x: row, y: 100 + row })));
  expect(dotsOf(truth, predicted, 100)).toHaveLength(9);
});

it('the worst rows come first, whichever way they are off', () => {
  expect(worstRows(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, -8, 8, 5), 3)).toEqual([1, 2, 3]);
});
