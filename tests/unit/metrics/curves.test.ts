import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandAt, quantileBand, smooth, smoothingSpan, thin, thinIndices } from '@/metrics/curves/curves';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 2000 });
const holed = fc.array(fc.oneof({ weight: 9, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) }, fc.constant(Number.NaN)), {
  maxLength: 500,
});
const limits = fc.integer({ min: 5, max: 700 });

describe('thinIndices', () => {
  it('keeps everything where it fits', () => {
    expect(thinIndices([3, 1, 2], 5)).toEqual([0, 1, 2]);
    expect(thinIndices([], 5)).toEqual([]);
  });

  it('keeps first, last, and the extremes between', () => {
    expect(thinIndices([5, 4, 9, 4, -2, 4, 4, 5], 5)).toEqual([0, 2, 4, 7]);
  });

  it('never passes the limit, goes forward, and keeps ends, lowest and highest', () => {
    fc.assert(
      fc.property(values, limits, (list, limit) => {
        const kept = thinIndices(list, limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(kept.every((at, i) => i === 0 || at > kept[i - 1]!)).toBe(true);
        if (list.length === 0) return;
        expect([kept[0], kept.at(-1)]).toEqual([0, list.length - 1]);
        const shown = kept.map((at) => list[at]!);
        expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...list), Math.max(...list)]);
      }),
    );
  });

  it('keeps gaps, within the limit too, and loses no extreme to them', () => {
    fc.assert(
      fc.property(holed, limits, (list, limit) => {
        const shown = thinIndices(list, limit).map((at) => list[at]!);
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.some(Number.isNaN)).toBe(list.some(Number.isNaN));
        const highest = (numbers: number[]) => Math.max(...numbers.filter(Number.isFinite));
        expect(highest(shown)).toBe(highest(list));
      }),
    );
  });

  it('shows a single spike among fifty thousand steps', () => {
    const steps = new Float64Array(50_000).fill(1);
    steps[31_234] = 40;
    expect(thinIndices(steps)).toContain(31_234);
  });

  it('refuses a limit that cannot hold a stretch', () => {
    expect(() => thinIndices([1, 2, 3], 4)).toThrow(RangeError);
  });

  it('thins fifty thousand steps well within a frame', () => {
    const steps = Float64Array.from({ length: 50_000 }, (_, i) => Math.sin(i) + 1 / (1 + i));
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      thinIndices(smooth(steps, 500));
      return performance.now() - start;
    });
    // The best of several: a shared machine may stop any one of them.
    expect(Math.min(...times)).toBeLessThan(16);
  });
});

describe('thin', () => {
  it('returns the chosen points themselves', () => {
    const points = Array.from({ length: 50 }, (_, x) => ({ x, y: x === 20 ? 9 : 0 }));
    const kept = thin(points, 10);
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(kept).toContain(points[20]);
    expect(kept[0]).toBe(points[0]);
  });
});

describe('smooth', () => {
  it('gives hand-computed values', () => {
    // span 3: decay 1/2; weights 1, 1/2, 1/4 …
    expect([...smooth([4, 8, 0], 3)]).toEqual([4, (2 + 8) / 1.5, (1 + 4 + 0) / 1.75]);
  });

  it('changes nothing for span 1 and leaves a constant alone', () => {
    expect([...smooth([3, 1, 2], 1)]).toEqual([3, 1, 2]);
    for (const value of smooth(new Float64Array(300).fill(0.7), 40)) expect(value).toBeCloseTo(0.7, 12);
  });

  it('stays between the lowest and the highest, and what is drawn never moves', () => {
    fc.assert(
      fc.property(
        values.filter((list) => list.length > 1),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (list, span) => {
          const smoothed = smooth(list, span);
          const slack = 1e-6;
          expect(Math.min(...smoothed)).toBeGreaterThanOrEqual(Math.min(...list) - slack);
          expect(Math.max(...smoothed)).toBeLessThanOrEqual(Math.max(...list) + slack);
          expect([...smooth(list.slice(0, -1), span)]).toEqual([...smoothed.subarray(0, -1)]);
        },
      ),
    );
  });

  it('leaves a gap where a value is missing and goes on after it', () => {
    expect([...smooth([2, Number.NaN, Number.POSITIVE_INFINITY, 2], 5)]).toEqual([2, Number.NaN, Number.NaN, 2]);
  });
});

describe('smoothingSpan', () => {
  it('grows with the run and never vanishes', () => {
    expect(smoothingSpan(48_000)).toBe(800);
    expect(smoothingSpan(0)).toBe(8);
  });
});

describe('quantileBand', () => {
  it("gives NumPy's default quantiles of each window", () => {
    // numpy.quantile([1, 2, 3, 4], [.1, .9]) is [1.3, 3.7].
    const band = quantileBand([4, 3, 2, 1, 10, 20, Number.NaN, Number.NaN], 2);
    expect(band.centers).toEqual([1.5, 5.5]);
    expect(band.low).toEqual([expect.closeTo(1.3, 12), expect.closeTo(11, 12)]);
    expect(band.high).toEqual([expect.closeTo(3.7, 12), expect.closeTo(19, 12)]);
  });

  it('is straight between centers, level beyond them, and nothing where there are no values', () => {
    const band = quantileBand([0, 0, 2, 2], 2);
    expect([bandAt(band, 0), bandAt(band, 1.5), bandAt(band, 3)]).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(bandAt(quantileBand([Number.NaN], 1), 0)).toBeNull();
  });
});
