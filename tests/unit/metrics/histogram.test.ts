import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf, rangeOf } from '@/metrics/inside/histogram';

describe('a histogram', () => {
  it('counts each finite number once, in the bin that it lies in', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: false }), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (numbers, bins) => {
        const values = Float32Array.from(numbers).filter((value) => Math.abs(value) < 1e30 || !Number.isFinite(value));
        const finite = [...values].filter(Number.isFinite);
        const { low, high, counts } = histogramOf(values, bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(finite.length);
        if (finite.length === 0) return;
        expect([low, high]).toEqual([Math.min(...finite), Math.max(...finite)]);
        expect(counts).toHaveLength(high > low ? bins : 1);
        expect(counts.at(-1)).toBeGreaterThan(0);
        expect(counts[0]).toBeGreaterThan(0);
      }),
    );
  });

  it('puts a border into the bin above, and what lies outside a given range into the bins at its ends', () => {
    expect(histogramOf([0, 1, 2, 3, 4], 4).counts).toEqual([1, 1, 1, 2]);
    expect(histogramOf([-5, 0.5, 9, 9], 2, { low: 0, high: 1 }).counts).toEqual([1, 3]);
    expect(histogramOf([3, 3], 5)).toEqual({ low: 3, high: 3, counts: [2] });
    expect(histogramOf([Number.NaN], 5).counts).toEqual([]);
    expect(rangeOf([])).toEqual({ low: 0, high: 0 });
  });
});
