import type { PreparedTable } from '@/dataset/types';

/** Rows of a table, by position, one after the other: positions.length * width numbers. */
export function rowBlock({ inputs, width }: Pick<PreparedTable, 'inputs' | 'width'>, positions: Uint32Array): Float32Array {
  const block = new Float32Array(positions.length * width);
  positions.forEach((position, k) => {
    block.set(inputs.subarray(position * width, (position + 1) * width), k * width);
  });
  return block;
}
