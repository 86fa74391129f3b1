import { expect, it } from 'vitest';
import { rowBlock } from '@/dataset/tables/row-block';

it('rows stand in a block in the order in which they are asked for', () => {
  const table = { inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), width: 2 };
  expect([...rowBlock(table, Uint32Array.of(3, 0, 3))]).toEqual([7, 8, 1, 2, 7, 8]);
  expect(rowBlock(table, new Uint32Array(0))).toHaveLength(0);
});
