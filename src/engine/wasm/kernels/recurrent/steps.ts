import { Multiply, Recurrent } from '../instructions';
import { packRows } from '../products/pack-left';
import { panelFloats } from '../products/pack-right';
import { BLOCK_DEPTH, leftBlock, rowTable } from '../threads/scratch';
import { PASS_ADDS, TILE_COLUMNS, TILE_ROWS, tile } from '../products/tile';
import { at, flush, splat, storeLanes } from '../vector';

/**
 * What the recurrent layers share. A thread takes its examples in blocks of BLOCK_ROWS through all steps; its products are with kernels that
 * were packed once for all of them.
 */

/** Address of the row of `width` numbers that example `i` has at step `t`. */
@inline
export function rowAt(base: usize, task: Recurrent, t: i32, i: i32, width: i32): usize {
  return at(base, (t * task.count + i) * width);
}

/**
 * Rows of `out` become `a` times a packed kernel [depth, columns], or grow by it. Rows of `a` and `out` are strides apart, BLOCK_ROWS of them at
 * most.
 */
export function product(
  a: usize, aStride: i32, rows: i32, depth: i32, kernel: usize, columns: i32, out: usize, outStride: i32, adds: bool,
): void {
  const panel = panelFloats(depth);
  for (let i = 0; i < rows; i++) store<u32>(at(rowTable(), i), <u32>at(out, i * outStride));
  for (let k = 0; k < depth; k += BLOCK_DEPTH) {
    const count = min(BLOCK_DEPTH, depth - k);
    const pass = adds || k > 0 ? PASS_ADDS : 0;
    packRows(at(a, k), aStride, rows, count, leftBlock());
    for (let j = 0; j < columns; j += TILE_COLUMNS) {
      const b = at(kernel, (j >> 3) * panel + (k << 3));
      const width = min(TILE_COLUMNS, columns - j);
      for (let i = 0; i < rows; i += TILE_ROWS) {
        tile(changetype<Multiply>(0), count, at(leftBlock(), i * count), b, i, j, min(TILE_ROWS, rows - i), width, pass);
      }
    }
  }
}

/** Where the layer's output, or its gradient, has the output of example `i` at step `t`; 0 where it has none of that step. */
@inline
function outerRow(base: usize, task: Recurrent, t: i32, i: i32): usize {
  if (task.sequences) return at(base, (i * task.steps + t) * task.units);
  return t == task.steps - 1 ? at(base, i * task.units) : 0;
}

/** Puts the output of a step into the layer's, where it belongs there. */
export function handOut(task: Recurrent, t: i32, i: i32): void {
  const to = outerRow(task.out, task, t, i);
  if (to) memory.copy(to, rowAt(task.outputs, task, t, i, task.units), (<usize>task.units) << 2);
}

/** Gradient of a step's output: what comes from the step behind lies there, what arrives from outside is added. Returns its row. */
export function arrive(task: Recurrent, t: i32, i: i32): usize {
  const to = at(task.outputGradient, i * task.units);
  const from = outerRow(task.gradient, task, t, i);
  const last = t == task.steps - 1;
  for (let j = 0; j < task.units; j += 4) {
    let v = last ? splat(0) : flush(v128.load(at(to, j)));
    if (from) v = f32x4.add(v, v128.load(at(from, j)));
    storeLanes(at(to, j), v, task.units - j);
  }
  return to;
}
