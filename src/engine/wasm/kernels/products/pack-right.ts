import { shareBegin, shareEnd } from '../threads/context';
import { Multiply } from '../instructions';
import { interleave } from './transpose';
import { at, splat, storeLanes } from '../vector';

/**
 * The right side of a product, packed: panels of eight columns, each with its eight numbers side by side for every depth. Columns past the
 * end are filled with whatever lies there; their results are never stored.
 */
export const RIGHT_PLAIN: i32 = 0;
export const RIGHT_TRANSPOSED: i32 = 1;
export const RIGHT_TAPS: i32 = 2;

/** Packs depth [from, from + depth) by columns [column, column + columns) to `to`. */
export function packRight(task: Multiply, column: i32, columns: i32, from: i32, depth: i32, to: usize): void {
  for (let panel = 0; panel < columns; panel += 8) {
    const target = at(to, panel * depth);
    if (task.right == RIGHT_PLAIN) packPanel(task, column + panel, from, depth, target);
    else if (task.right == RIGHT_TRANSPOSED) packRowsOf(task, at(task.b, from), column + panel, depth, target);
    else packTapsOf(task, column + panel, from, depth, target);
  }
}

/** Floats from one panel of a side packed for several products to the next: packing works in fours, and none may write into the next one. */
@inline
export function panelFloats(depth: i32): i32 {
  return 8 * ((depth + 3) & ~3);
}

/** A whole right side packed once, for products of their own (recurrent.ts): its panels go to `out`. */
export function packSide(task: Multiply): void {
  const end = shareEnd(task.columns, 8);
  for (let column = shareBegin(task.columns, 8); column < end; column += 8) {
    packRight(task, column, 8, 0, task.depth, at(task.out, (column >> 3) * panelFloats(task.depth)));
  }
}

function packPanel(task: Multiply, column: i32, from: i32, depth: i32, to: usize): void {
  const stride = (<usize>task.bStride) << 2;
  let source = at(task.b, from * task.bStride + column);
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(source));
    v128.store(to, v128.load(source, 16), 16);
    to += 32;
    source += stride;
  }
}

/** Eight columns of the product are eight rows in memory, `bStride` apart, beginning at `base` + column rows. */
function packRowsOf(task: Multiply, base: usize, column: i32, depth: i32, to: usize): void {
  const last = task.columns - 1;
  for (let half = 0; half < 8; half += 4) {
    const c = column + half;
    const b0 = at(base, min(c, last) * task.bStride);
    const b1 = at(base, min(c + 1, last) * task.bStride);
    const b2 = at(base, min(c + 2, last) * task.bStride);
    const b3 = at(base, min(c + 3, last) * task.bStride);
    interleave(b0, b1, b2, b3, depth, to + ((<usize>half) << 2), 32);
  }
}

/** Depth runs over (tap row, tap, channel) of a convolution's kernel seen from its output: each tap is a transposed matrix of its own. */
function packTapsOf(task: Multiply, column: i32, from: i32, depth: i32, to: usize): void {
  let tap = from / task.channels;
  let within = from - tap * task.channels;
  let left = depth;
  while (left > 0) {
    const count = min(task.channels - within, left);
    const tapY = tap / task.tapsX;
    const place = task.tapBase + tapY * task.tapStepY + (tap - tapY * task.tapsX) * task.tapStepX;
    packRowsOf(task, at(task.b, place + within), column, count, to);
    to += (<usize>count) << 5;
    left -= count;
    within = 0;
    tap++;
  }
}

/** Adds up every packed column: `sums[column..]` becomes, or grows by, its total over this block's depth. */
export function sumPanels(block: usize, columns: i32, depth: i32, sums: usize, adds: bool): void {
  for (let panel = 0; panel < columns; panel += 8) {
    let source = at(block, panel * depth);
    let low = splat(0);
    let high = splat(0);
    for (let k = 0; k < depth; k++) {
      low = f32x4.add(low, v128.load(source));
      high = f32x4.add(high, v128.load(source, 16));
      source += 32;
    }
    const to = at(sums, panel);
    if (adds) {
      low = f32x4.add(low, v128.load(to));
      high = f32x4.add(high, v128.load(to, 16));
    }
    storeLanes(to, low, columns - panel);
    if (columns - panel > 4) storeLanes(to + 16, high, columns - panel - 4);
  }
}
