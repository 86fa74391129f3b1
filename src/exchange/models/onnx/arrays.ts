import type { Shape } from '@/experiment/network/types';

/**
 * The same numbers with the axes in another order.
 * @param order the old axis of each new one
 */
export function transposed(values: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const lengths = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(values.length);
  const index = lengths.map(() => 0);
  let from = 0;
  for (let at = 0; at < result.length; at++) {
    result[at] = values[from] ?? 0;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      from += steps[axis] ?? 0;
      index[axis] = next;
      if (next < (lengths[axis] ?? 1)) break;
      from -= next * (steps[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return result;
}

/** Blocks of `size` columns of a matrix [rows, blocks * size], in another order, as [blocks * size, rows] (ONNX's layout of gates). */
export function gatesOf(values: Float32Array, rows: number, size: number, order: readonly number[]): Float32Array {
  const width = order.length * size;
  const result = new Float32Array(values.length);
  order.forEach((block, place) => {
    for (let unit = 0; unit < size; unit++) {
      for (let row = 0; row < rows; row++) result[(place * size + unit) * rows + row] = values[row * width + block * size + unit] ?? 0;
    }
  });
  return result;
}
