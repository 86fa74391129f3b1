import { part, shareBegin, shareEnd } from '../threads/context';
import { Multiply } from '../instructions';
import { LEFT_PLAIN, LEFT_TRANSPOSED, packLeft } from './pack-left';
import { packRight, RIGHT_PLAIN, sumPanels } from './pack-right';
import { BLOCK_COLUMNS, BLOCK_DEPTH, BLOCK_ROWS, leftBlock, rightBlock, rowTable } from '../threads/scratch';
import { PASS_ADDS, PASS_ENDS, TILE_COLUMNS, TILE_ROWS, tile } from './tile';
import { at, fma, rectify, splat, storeLanes } from '../vector';

export const SPLIT_ROWS: i32 = 0;
export const SPLIT_COLUMNS: i32 = 1;
export const SPLIT_DEPTH: i32 = 2;

/** Below so many rows, or so little depth, tiles would be mostly waste: both sides are then read as they lie, unpacked. */
const FEW: i32 = 4;

/** The part at hand of a product. */
export function multiply(task: Multiply): void {
  if (task.split == SPLIT_DEPTH) {
    const from = shareBegin(task.depth, 1);
    const end = shareEnd(task.depth, 1);
    const offset = (<usize>part) * (<usize>task.partStride);
    if (from < end) multiplyBlocks(task, 0, task.rows, 0, task.columns, from, end, offset);
    else clearPart(task, offset);
    return;
  }
  const byRows = task.split == SPLIT_ROWS;
  const row = byRows ? shareBegin(task.rows, TILE_ROWS) : 0;
  const rowEnd = byRows ? shareEnd(task.rows, TILE_ROWS) : task.rows;
  const column = byRows ? 0 : shareBegin(task.columns, TILE_COLUMNS);
  const columnEnd = byRows ? task.columns : shareEnd(task.columns, TILE_COLUMNS);
  if (row >= rowEnd || column >= columnEnd) return;
  const plain = task.right == RIGHT_PLAIN && task.gate == 0 && task.outStep == 0;
  if (plain && task.left == LEFT_PLAIN && task.rows < FEW) multiplyFewRows(task, row, rowEnd, column, columnEnd);
  else if (plain && task.left == LEFT_TRANSPOSED && task.depth < FEW) multiplyShallow(task, row, rowEnd, column, columnEnd);
  else multiplyBlocks(task, row, rowEnd, column, columnEnd, 0, task.depth, 0);
}

/** A part without work still counts in the sum. */
function clearPart(task: Multiply, offset: usize): void {
  memory.fill(task.out + offset, 0, (<usize>(task.rows * task.columns)) << 2);
  if (task.sums) memory.fill(task.sums + offset, 0, (<usize>task.columns) << 2);
}

/** `offset` is how far in memory this part's result lies from the first part's. */
function multiplyBlocks(task: Multiply, row: i32, rowEnd: i32, column: i32, columnEnd: i32, from: i32, end: i32, offset: usize): void {
  const sums = task.sums && row == 0;
  const ends = task.bias || task.slope != 1 || task.gate ? PASS_ENDS : 0;
  for (let n = column; n < columnEnd; n += BLOCK_COLUMNS) {
    const columns = min(BLOCK_COLUMNS, columnEnd - n);
    for (let k = from; k < end; k += BLOCK_DEPTH) {
      const depth = min(BLOCK_DEPTH, end - k);
      const pass = (k > from ? PASS_ADDS : 0) | (k + depth >= end ? ends : 0);
      packRight(task, n, columns, k, depth, rightBlock());
      if (sums) sumPanels(rightBlock(), columns, depth, at(task.sums, n) + offset, k > from);
      for (let m = row; m < rowEnd; m += BLOCK_ROWS) {
        const rows = min(BLOCK_ROWS, rowEnd - m);
        packLeft(task, m, rows, k, depth, leftBlock());
        fillRowTable(task, m, rows, offset);
        multiplyPanels(task, rows, n, columns, depth, pass);
      }
    }
  }
}

/** All tiles of one packed block: every left panel meets a right panel while that lies in the first-level cache. */
function multiplyPanels(task: Multiply, rows: i32, column: i32, columns: i32, depth: i32, pass: i32): void {
  for (let j = 0; j < columns; j += TILE_COLUMNS) {
    const b = at(rightBlock(), j * depth);
    const width = min(TILE_COLUMNS, columns - j);
    for (let i = 0; i < rows; i += TILE_ROWS) {
      tile(task, depth, at(leftBlock(), i * depth), b, i, column + j, min(TILE_ROWS, rows - i), width, pass);
    }
  }
}

/** Where rows [row, row + rows) of the result begin. */
function fillRowTable(task: Multiply, row: i32, rows: i32, offset: usize): void {
  const table = rowTable();
  for (let i = 0; i < rows; i++) {
    const place = task.outStep == 0 ? row + i : placeOnMap(task, row + i);
    store<u32>(at(table, i), <u32>(at(task.out, place * task.outStride) + offset));
  }
}

/** Which row of the result's map belongs to row `index` of the grid. */
function placeOnMap(task: Multiply, index: i32): i32 {
  const area = task.gridHeight * task.gridWidth;
  const image = index / area;
  const inGrid = index - image * area;
  const gridY = inGrid / task.gridWidth;
  const gridX = inGrid - gridY * task.gridWidth;
  const y = task.outY + gridY * task.outStep;
  const x = task.outX + gridX * task.outStep;
  return (image * task.outHeight + y) * task.outWidth + x;
}

/** One to three rows: each four columns are summed down the depth in four chains, then the tail. */
function multiplyFewRows(task: Multiply, row: i32, rowEnd: i32, column: i32, columnEnd: i32): void {
  const stride = (<usize>task.bStride) << 2;
  for (let m = row; m < rowEnd; m++) {
    for (let n = column; n < columnEnd; n += 4) {
      let s0 = splat(0);
      let s1 = splat(0);
      let s2 = splat(0);
      let s3 = splat(0);
      let a = at(task.a, m * task.aStride);
      let b = at(task.b, n);
      let k = 0;
      for (; k + 4 <= task.depth; k += 4) {
        s0 = fma(v128.load32_splat(a), v128.load(b), s0);
        s1 = fma(v128.load32_splat(a, 4), v128.load(b + stride), s1);
        s2 = fma(v128.load32_splat(a, 8), v128.load(b + 2 * stride), s2);
        s3 = fma(v128.load32_splat(a, 12), v128.load(b + 3 * stride), s3);
        a += 16;
        b += 4 * stride;
      }
      for (; k < task.depth; k++) {
        s0 = fma(v128.load32_splat(a), v128.load(b), s0);
        a += 4;
        b += stride;
      }
      let v = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
      if (task.bias) v = f32x4.add(v, v128.load(at(task.bias, n)));
      storeLanes(at(task.out, m * task.outStride + n), rectify(v, splat(task.slope)), columnEnd - n);
    }
  }
}

/** A depth of one to three (the weights' gradient of so small a batch): outer products, and the sums of the right side's columns. */
function multiplyShallow(task: Multiply, row: i32, rowEnd: i32, column: i32, columnEnd: i32): void {
  for (let n = column; n < columnEnd; n += 4) {
    const b0 = v128.load(at(task.b, n));
    const b1 = task.depth > 1 ? v128.load(at(task.b, task.bStride + n)) : splat(0);
    const b2 = task.depth > 2 ? v128.load(at(task.b, 2 * task.bStride + n)) : splat(0);
    const lanes = columnEnd - n;
    if (task.sums && row == 0) storeLanes(at(task.sums, n), f32x4.add(f32x4.add(b0, b1), b2), lanes);
    for (let m = row; m < rowEnd; m++) {
      const a = at(task.a, m);
      let v = f32x4.mul(v128.load32_splat(a), b0);
      if (task.depth > 1) v = fma(v128.load32_splat(at(a, task.aStride)), b1, v);
      if (task.depth > 2) v = fma(v128.load32_splat(at(a, 2 * task.aStride)), b2, v);
      storeLanes(at(task.out, m * task.outStride + n), v, lanes);
    }
  }
}
