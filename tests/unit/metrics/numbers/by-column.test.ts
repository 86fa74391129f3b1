import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorsByColumn } from '@/metrics/numbers/by-column';

const SIZE = { kind: 'number', name: 'Size' } as const;

describe('errors by the value of a column', () => {
  it('are those of each level that occurs, above 0 where predictions are too high', () => {
    const color = { kind: 'category', name: 'Color', levels: ['red', 'green', 'blue'] } as const;
    expect(errorsByColumn(color, Float64Array.of(2, 0, 2), Float64Array.of(10, 20, 30), Float64Array.of(14, 19, 28))).toEqual([
      { name: 'red', count: 1, mae: 1, bias: -1 },
      { name: 'blue', count: 2, mae: 3, bias: 1 },
    ]);
  });

  it('are those of six parts of equally many numbers, each with the number that it ends at', () => {
    const cells = Float64Array.from({ length: 12 }, (_, i) => 12 - i);
    const truth = new Float64Array(12);
    const parts = errorsByColumn(SIZE, cells, truth, cells);
    expect(parts.map(({ name, count, mae }) => [name, count, mae])).toEqual([
      ['to 2', 2, 1.5],
      ['over 2 to 4', 2, 3.5],
      ['over 4 to 6', 2, 5.5],
      ['over 6 to 8', 2, 7.5],
      ['over 8 to 10', 2, 9.5],
      ['over 10 to 12', 2, 11.5],
    ]);
  });

  it('count every row once, however often a number occurs', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer(), fc.integer()), { minLength: 1 }), (rows) => {
        const [cells, truth, predicted] = [0, 1, 2].map((k) => Float64Array.from(rows, (row) => row[k]!)) as Float64Array[];
        const parts = errorsByColumn(SIZE, cells!, truth!, predicted!);
        expect(parts.length).toBeLessThanOrEqual(6);
        expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        const errors = rows.map(([, own, said]) => said - own);
        const total = (key: 'mae' | 'bias') => parts.reduce((sum, part) => sum + part.count * part[key], 0);
        const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, ...errors.map(Math.abs)));
        close(total('bias') / rows.length, errors.reduce((sum, error) => sum + error, 0) / rows.length);
        close(total('mae') / rows.length, errors.reduce((sum, error) => sum + Math.abs(error), 0) / rows.length);
      }),
    );
  });
});
