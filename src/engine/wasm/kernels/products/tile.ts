import { Multiply } from '../instructions';
import { rowTable, spareTile } from '../threads/scratch';
import { fma, gated, rectify, splat } from '../vector';

/** A tile's height and width: eight accumulators, two columns and one row value fit into the sixteen registers of x86. */
export const TILE_ROWS: i32 = 4;
export const TILE_COLUMNS: i32 = 8;

/** Flags of a pass over the depth: not the first one (add to what is there), the last one of a product with a tail (apply it). */
export const PASS_ADDS: i32 = 1;
export const PASS_ENDS: i32 = 2;

/** Tail of one vector of the result: what earlier passes left, bias, rectifier, gate. */
@inline
function finish(task: Multiply, to: usize, v: v128, bias: v128, slope: v128, pass: i32): void {
  if (pass & PASS_ADDS) v = f32x4.add(v, v128.load(to));
  v = rectify(f32x4.add(v, bias), slope);
  if (task.gate) v = gated(v, v128.load(to - task.out + task.gate), splat(task.gateSlope));
  v128.store(to, v);
}

/** One row of a tile where no tail follows. */
@inline
function put(to: usize, low: v128, high: v128, pass: i32): void {
  if (pass & PASS_ADDS) {
    low = f32x4.add(low, v128.load(to));
    high = f32x4.add(high, v128.load(to, 16));
  }
  v128.store(to, low);
  v128.store(to, high, 16);
}

/** Address of column byte `offset` in the row that the table's entry at `row` names. */
@inline
function place(row: usize, offset: usize): usize {
  return <usize>load<u32>(row) + offset;
}

/** The same tail, number by number, for a tile that reaches over the result's edge. */
function finishEdge(task: Multiply, rows: usize, column: i32, height: i32, width: i32, pass: i32): void {
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const offset = (<usize>(column + j)) << 2;
      const to = <usize>load<u32>(rows + ((<usize>i) << 2)) + offset;
      let v = f32.load(spareTile() + ((<usize>(i * TILE_COLUMNS + j)) << 2));
      if (pass & PASS_ADDS) v += f32.load(to);
      if (pass & PASS_ENDS) {
        if (task.bias) v += f32.load(task.bias + offset);
        if (v < v * task.slope) v = v * task.slope;
        if (task.gate && !(f32.load(to - task.out + task.gate) > 0)) v *= task.gateSlope;
      }
      f32.store(to, v);
    }
  }
}

/**
 * One tile of the result: rows `firstRow`.. of the block by columns `column`.. of the result. `a` is a packed panel of four rows, `b` one of
 * eight columns, both `depth` long. Where fewer than 4 x 8 numbers are wanted (`height`, `width`), the others are thrown away. The task is
 * looked at in a pass that ends with a tail only.
 */
export function tile(task: Multiply, depth: i32, a: usize, b: usize, firstRow: i32, column: i32, height: i32, width: i32, pass: i32): void {
  let c00 = splat(0);
  let c01 = splat(0);
  let c10 = splat(0);
  let c11 = splat(0);
  let c20 = splat(0);
  let c21 = splat(0);
  let c30 = splat(0);
  let c31 = splat(0);
  const end = a + ((<usize>depth) << 4);
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = fma(x, low, c00);
    c01 = fma(x, high, c01);
    x = v128.load32_splat(a, 4);
    c10 = fma(x, low, c10);
    c11 = fma(x, high, c11);
    x = v128.load32_splat(a, 8);
    c20 = fma(x, low, c20);
    c21 = fma(x, high, c21);
    x = v128.load32_splat(a, 12);
    c30 = fma(x, low, c30);
    c31 = fma(x, high, c31);
    a += 16;
    b += 32;
  }
  const rows = rowTable() + ((<usize>firstRow) << 2);
  if (height == TILE_ROWS && width == TILE_COLUMNS) {
    const offset = (<usize>column) << 2;
    const to0 = place(rows, offset);
    const to1 = place(rows + 4, offset);
    const to2 = place(rows + 8, offset);
    const to3 = place(rows + 12, offset);
    if (!(pass & PASS_ENDS)) {
      put(to0, c00, c01, pass);
      put(to1, c10, c11, pass);
      put(to2, c20, c21, pass);
      put(to3, c30, c31, pass);
      return;
    }
    let biasLow = splat(0);
    let biasHigh = splat(0);
    if (task.bias) {
      biasLow = v128.load(task.bias + offset);
      biasHigh = v128.load(task.bias + offset, 16);
    }
    const slope = splat(task.slope);
    finish(task, to0, c00, biasLow, slope, pass);
    finish(task, to0 + 16, c01, biasHigh, slope, pass);
    finish(task, to1, c10, biasLow, slope, pass);
    finish(task, to1 + 16, c11, biasHigh, slope, pass);
    finish(task, to2, c20, biasLow, slope, pass);
    finish(task, to2 + 16, c21, biasHigh, slope, pass);
    finish(task, to3, c30, biasLow, slope, pass);
    finish(task, to3 + 16, c31, biasHigh, slope, pass);
    return;
  }
  const spare = spareTile();
  v128.store(spare, c00);
  v128.store(spare, c01, 16);
  v128.store(spare, c10, 32);
  v128.store(spare, c11, 48);
  v128.store(spare, c20, 64);
  v128.store(spare, c21, 80);
  v128.store(spare, c30, 96);
  v128.store(spare, c31, 112);
  finishEdge(task, rows, column, height, width, pass);
}
