import { describe, expect, it } from 'vitest';
import { prepareTable } from '@/dataset/tables/prepare';
import type { TableInfo } from '@/experiment/data/table';

const INFO: TableInfo = {
  columns: [
    { kind: 'category', name: 'Color', levels: ['red', 'green', 'blue'] },
    { kind: 'number', name: 'Size', unit: 'm' },
    { kind: 'number', name: 'Same' },
  ],
  target: { kind: 'number', name: 'Price', unit: '€' },
};
const ROWS = {
  columns: [Uint16Array.of(2, 0, 1, 0), Float64Array.of(1, 3, 5, 1000), Float64Array.of(7, 7, 7, 8)],
  target: Float64Array.of(10, 20, 30, 4000),
};
/** The last row is a test row: nothing may be learned from it. */
const TRAIN = Uint32Array.of(0, 1, 2);

describe('prepareTable', () => {
  it('makes categories one-hot and standardizes numbers by the training rows alone', () => {
    const { inputs, width } = prepareTable(INFO, ROWS, TRAIN, 'standardized');
    const deviation = Math.sqrt(8 / 3);
    expect(width).toBe(5);
    const rows = [0, 1, 2, 3].map((row) => [...inputs.subarray(row * 5, row * 5 + 5)]);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(rows.map((row) => row[3])).toEqual([-2, 0, 2, 997].map((size) => expect.closeTo(size / deviation, 4)));
    expect(rows.map((row) => row[4])).toEqual([0, 0, 0, 1]);
  });

  it('scales numbers to 0 to 1, or leaves them', () => {
    const sizes = (scaling: 'unit' | 'none') => {
      const { inputs } = prepareTable(INFO, ROWS, TRAIN, scaling);
      return [0, 1, 2, 3].map((row) => inputs[row * 5 + 3]);
    };
    expect(sizes('unit')).toEqual([0, 0.5, 1, 249.75]);
    expect(sizes('none')).toEqual([1, 3, 5, 1000]);
  });

  it('standardizes the target by the training rows, and keeps it as it is', () => {
    const { target } = prepareTable(INFO, ROWS, TRAIN, 'none');
    expect(target).toMatchObject({ name: 'Price', unit: '€', mean: 20 });
    expect(target?.deviation).toBeCloseTo(Math.sqrt(200 / 3), 12);
    expect([...(target?.values ?? [])]).toEqual([10, 20, 30, 4000]);
    expect(target?.standardized[1]).toBe(0);
  });

  it('lets a constant column of fractions enter as 0, though their mean is not quite theirs', () => {
    const size = 0.1;
    const columns = [ROWS.columns[0]!, ROWS.columns[1]!, Float64Array.of(size, size, size, 2 * size)];
    expect((size + size + size) / 3).not.toBe(size);
    const { inputs } = prepareTable(INFO, { ...ROWS, columns }, TRAIN, 'standardized');
    expect([0, 1, 2, 3].map((row) => inputs[row * 5 + 4])).toEqual([0, 0, 0, Math.fround(size)]);
    const { target } = prepareTable(INFO, { ...ROWS, target: new Float64Array(4).fill(size) }, TRAIN, 'none');
    expect([target?.mean, target?.deviation, target?.standardized[0]]).toEqual([size, 1, 0]);
  });

  it('has a deviation of 1 for a constant target', () => {
    const { target } = prepareTable(INFO, { ...ROWS, target: new Float64Array(4).fill(5) }, TRAIN, 'none');
    expect([target?.mean, target?.deviation, target?.standardized[0]]).toEqual([5, 1, 0]);
  });
});
