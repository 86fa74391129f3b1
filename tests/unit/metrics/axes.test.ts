import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyAxis, epochAxis, lossAxis } from '@/metrics/curves/axes';

const line = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });

describe('lossAxis', () => {
  it('runs from 0 to a round number', () => {
    expect(lossAxis([[0.84, 0.5, 0.2]], 'linear')).toEqual({ domain: [0, 1], ticks: [0, 0.5, 1] });
    expect(lossAxis([[0.55], [0.31]], 'linear')).toEqual({ domain: [0, 0.6], ticks: [0, 0.2, 0.4, 0.6] });
  });

  it('lets the first steps come in from above, but never loses where a line is now', () => {
    const falling = [2.3, ...new Array<number>(99).fill(0.5)];
    expect(lossAxis([falling], 'linear').domain[1]).toBe(0.6);
    expect(lossAxis([[...falling].reverse()], 'linear').domain[1]).toBe(3);
  });

  it('holds everything on a logarithmic scale', () => {
    expect(lossAxis([[2.3, null, 0.07]], 'log')).toEqual({
      domain: [0.05, 5],
      ticks: [0.05, 0.1, 0.2, 0.5, 1, 2, 5].filter((_, i) => i % 2 === 0),
    });
    fc.assert(
      fc.property(line, (values) => {
        const { domain, ticks } = lossAxis([values], 'log');
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-9));
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('has something to show when there is nothing, or only zeros and NaN', () => {
    for (const lines of [[], [[]], [[0, null, Number.NaN]]]) {
      expect(lossAxis(lines, 'linear').domain).toEqual([0, 1]);
      expect(lossAxis(lines, 'log').domain).toEqual([0.1, 1]);
    }
  });

  it('holds the last value and few ticks, whatever the lines', () => {
    fc.assert(
      fc.property(line, (values) => {
        const { domain, ticks } = lossAxis([values], 'linear');
        expect(domain[1]).toBeGreaterThanOrEqual(values.at(-1)! * (1 - 1e-9));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('accuracyAxis', () => {
  it('ends at 1 and zooms in on what is learnt', () => {
    expect(accuracyAxis([[0.73, 0.9]]).ticks).toEqual([0.7, 0.8, 0.9, 1]);
    expect(accuracyAxis([[0.1, 0.2]]).ticks).toEqual([0, 0.5, 1]);
    expect(accuracyAxis([]).ticks).toEqual([0, 0.5, 1]);
    expect(accuracyAxis([[1, 1]]).domain[0]).toBe(0.97);
  });

  it('never leaves the range of a share', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        const { domain, ticks } = accuracyAxis([values]);
        expect(domain[0]).toBeGreaterThanOrEqual(-1e-9);
        expect(ticks.at(-1)).toBe(1);
        if (values.length) expect(domain[0]).toBeLessThanOrEqual(values.at(-1)! + 1e-9);
      }),
    );
  });
});

describe('epochAxis', () => {
  it.each([
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [2, [0, 0.5, 1, 1.5, 2]],
    [5, [0, 1, 2, 3, 4, 5]],
    [8, [0, 2, 4, 6, 8]],
    [50, [0, 10, 20, 30, 40, 50]],
  ])('of %s epochs', (epochs, ticks) => expect(epochAxis(epochs).ticks).toEqual(ticks));
});
