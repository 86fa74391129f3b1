import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveRows } from '@/metrics/curves/curve-rows';
import { LINE_LIMIT } from '@/metrics/curves/curves';

const values = Array.from({ length: 40 }, (_, i) => 1 / (i + 1));

describe('curveRows', () => {
  it('has a row for each step, in epochs, and validation where an epoch ended', () => {
    const rows = curveRows({
      values,
      stepsPerEpoch: 20,
      plannedSteps: 40,
      epochs: [
        { step: 20, validation: 0.3 },
        { step: 40, validation: null },
      ],
    });
    expect(rows).toHaveLength(40);
    expect(rows[0]).toEqual({ x: 0.05, step: 1, raw: 1, band: null, smooth: 1, validation: null });
    expect(rows[19]).toMatchObject({ x: 1, step: 20, raw: 0.05, validation: 0.3 });
    expect(rows[39]?.validation).toBeNull();
  });

  it('breaks lines at what is not a number, and at what a logarithm cannot show', () => {
    const odd = [1, Number.NaN, 0, 2];
    const source = { values: odd, stepsPerEpoch: 4, plannedSteps: 4, epochs: [] };
    expect(curveRows(source).map((row) => row.raw)).toEqual([1, null, 0, 2]);
    expect(curveRows({ ...source, scale: 'log' }).map((row) => row.raw)).toEqual([1, null, null, 2]);
  });

  it('stays within a line’s limit with every short run’s epochs in it, and goes forward', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (epochCount, stepsPerEpoch) => {
        const steps = epochCount * stepsPerEpoch;
        const epochs = Array.from({ length: epochCount }, (_, i) => ({ step: (i + 1) * stepsPerEpoch, validation: Math.sin(i) }));
        const rows = curveRows({ values: new Float64Array(steps).fill(0.5), stepsPerEpoch, plannedSteps: steps, epochs });
        expect(rows.length).toBeLessThanOrEqual(LINE_LIMIT);
        expect(rows.every((row, i) => i === 0 || row.x > rows[i - 1]!.x)).toBe(true);
        if (epochCount <= LINE_LIMIT / 3) expect(rows.filter((row) => row.validation !== null)).toHaveLength(epochCount);
      }),
    );
  });

  it('shows a validation result whose steps were not kept', () => {
    const rows = curveRows({ values: [], stepsPerEpoch: 10, plannedSteps: 10, epochs: [{ step: 10, validation: 0.4 }] });
    expect(rows).toEqual([{ x: 1, step: 10, raw: null, band: null, smooth: null, validation: 0.4 }]);
  });

  it('is empty for a run without steps', () => {
    expect(curveRows({ values: [], stepsPerEpoch: 10, plannedSteps: 10, epochs: [] })).toEqual([]);
  });
});

describe('the band of a long run', () => {
  const source = { stepsPerEpoch: 100, plannedSteps: 5000, epochs: [] };

  it('is there once not every step can be drawn', () => {
    const short = curveRows({ ...source, values: Array.from({ length: LINE_LIMIT }, () => 1) });
    expect(short.every(({ band }) => band === null)).toBe(true);
    const long = curveRows({ ...source, values: Array.from({ length: LINE_LIMIT + 1 }, () => 1) });
    expect(long.every(({ band }) => band?.[0] === 1 && band[1] === 1)).toBe(true);
  });

  it('leaves out rare spikes, and follows the values', () => {
    // Falls from 10 to 5; one step in twenty shoots up to 100.
    const values = Array.from({ length: 5000 }, (_, i) => (i % 20 === 0 ? 100 : 10 - i / 1000));
    for (const { band, step } of curveRows({ ...source, values })) {
      const usual = 10 - (step - 1) / 1000;
      expect(band?.[0]).toBeGreaterThan(usual - 0.2);
      expect(band?.[1]).toBeLessThan(usual + 0.2);
    }
  });

  it('has no lower edge to draw on a logarithmic scale where it begins at zero', () => {
    const values = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 0 : 1));
    expect(curveRows({ ...source, values, scale: 'log' }).every(({ band }) => band === null)).toBe(true);
    expect(curveRows({ ...source, values }).every(({ band }) => band?.[0] === 0 && band[1] === 1)).toBe(true);
  });
});
