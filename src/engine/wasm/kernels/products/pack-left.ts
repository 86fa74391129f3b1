import { Multiply } from '../instructions';
import { patchRow, placeCorners } from './patches';
import { interleave } from './transpose';
import { at, splat } from '../vector';

/**
 * The left side of a product, packed: panels of four rows, each with its four numbers side by side for every depth. Rows past the end are
 * filled with whatever lies there; their results are never stored.
 */
export const LEFT_PLAIN: i32 = 0;
export const LEFT_TRANSPOSED: i32 = 1;
export const LEFT_PATCHES: i32 = 2;
export const LEFT_PATCHES_TRANSPOSED: i32 = 3;

/** Packs rows [row, row + rows) by depth [from, from + depth) to `to`. */
export function packLeft(task: Multiply, row: i32, rows: i32, from: i32, depth: i32, to: usize): void {
  if (task.left == LEFT_PLAIN) packRows(at(task.a, row * task.aStride + from), task.aStride, rows, depth, to);
  else if (task.left == LEFT_TRANSPOSED) packColumns(task, row, rows, from, depth, to);
  else if (task.left == LEFT_PATCHES) packPatches(task, row, rows, from, depth, to);
  else if ((task.channels & 3) == 0) packTapsByFour(task, row, rows, from, depth, to);
  else packTaps(task, row, rows, from, depth, to);
}

/** Rows as they lie in memory, `stride` floats apart, the first at `base`. */
export function packRows(base: usize, stride: i32, rows: i32, depth: i32, to: usize): void {
  const last = rows - 1;
  for (let panel = 0; panel < rows; panel += 4) {
    const a0 = at(base, panel * stride);
    const a1 = at(base, min(panel + 1, last) * stride);
    const a2 = at(base, min(panel + 2, last) * stride);
    const a3 = at(base, min(panel + 3, last) * stride);
    interleave(a0, a1, a2, a3, depth, at(to, panel * depth), 16);
  }
}

function packColumns(task: Multiply, row: i32, rows: i32, from: i32, depth: i32, to: usize): void {
  const stride = (<usize>task.aStride) << 2;
  for (let panel = 0; panel < rows; panel += 4) {
    let source = at(task.a, from * task.aStride + row + panel);
    let target = at(to, panel * depth);
    for (let k = 0; k < depth; k++) {
      v128.store(target, v128.load(source));
      target += 16;
      source += stride;
    }
  }
}

/** Rows are patches, depth runs over (tap row, tap, channel). */
function packPatches(task: Multiply, row: i32, rows: i32, from: i32, depth: i32, to: usize): void {
  const run = task.tapsX * task.channels;
  const last = row + rows - 1;
  for (let panel = 0; panel < rows; panel += 4) {
    placeCorners(task, row + panel, last);
    let target = at(to, panel * depth);
    let tapY = from / run;
    let within = from - tapY * run;
    let left = depth;
    while (left > 0) {
      const count = min(run - within, left);
      const a0 = patchRow(task, 0, tapY, within, count);
      const a1 = patchRow(task, 1, tapY, within, count);
      const a2 = patchRow(task, 2, tapY, within, count);
      const a3 = patchRow(task, 3, tapY, within, count);
      interleave(a0, a1, a2, a3, count, target, 16);
      target += (<usize>count) << 4;
      left -= count;
      within = 0;
      tapY++;
    }
  }
}

/** Rows are (tap, channel), four channels of one tap a panel; depth runs over grid places, one row of the grid at a time. */
function packTapsByFour(task: Multiply, row: i32, rows: i32, from: i32, depth: i32, to: usize): void {
  const area = task.gridHeight * task.gridWidth;
  for (let panel = 0; panel < rows; panel += 4) {
    const tap = (row + panel) / task.channels;
    const channel = row + panel - tap * task.channels;
    const tapY = tap / task.tapsX;
    const shiftX = tap - tapY * task.tapsX + task.offsetX;
    let target = at(to, panel * depth);
    let image = from / area;
    let gridY = (from - image * area) / task.gridWidth;
    let gridX = from - image * area - gridY * task.gridWidth;
    let left = depth;
    while (left > 0) {
      const count = min(task.gridWidth - gridX, left);
      const y = gridY * task.step + task.offsetY + tapY;
      const line = at(task.a, (image * task.imageHeight + y) * task.imageWidth * task.channels + channel);
      gatherLine(task, line, y, gridX * task.step + shiftX, count, target);
      target += (<usize>count) << 4;
      left -= count;
      gridX = 0;
      if (++gridY == task.gridHeight) {
        gridY = 0;
        image++;
      }
    }
  }
}

/** Four channels of `count` places of image row `y`, from column x on, `step` apart; zeros off the map. */
function gatherLine(task: Multiply, line: usize, y: i32, x: i32, count: i32, to: usize): void {
  let i = 0;
  if (<u32>y < <u32>task.imageHeight) {
    const step = task.step;
    const begin = x < 0 ? min((step - 1 - x) / step, count) : 0;
    const end = x < task.imageWidth ? min((task.imageWidth - 1 - x) / step + 1, count) : 0;
    for (; i < begin; i++) v128.store(to + ((<usize>i) << 4), splat(0));
    let source = at(line, (x + i * step) * task.channels);
    const stride = (<usize>(step * task.channels)) << 2;
    for (; i < end; i++) {
      v128.store(to + ((<usize>i) << 4), v128.load(source));
      source += stride;
    }
  }
  for (; i < count; i++) v128.store(to + ((<usize>i) << 4), splat(0));
}

/** The same for channels that do not come in fours: four patches at a time, row by row of the patch, each number to its panel. */
function packTaps(task: Multiply, row: i32, rows: i32, from: i32, depth: i32, to: usize): void {
  const run = task.tapsX * task.channels;
  const firstTap = row / run;
  const firstWithin = row - firstTap * run;
  const last = from + depth - 1;
  for (let k = 0; k < depth; k += 4) {
    placeCorners(task, from + k, last);
    const patches = min(4, depth - k);
    for (let patch = 0; patch < patches; patch++) {
      const column = to + ((<usize>(k + patch)) << 4);
      let tapY = firstTap;
      let within = firstWithin;
      let done = 0;
      while (done < rows) {
        const count = min(run - within, rows - done);
        const source = patchRow(task, patch, tapY, within, count);
        for (let i = 0; i < count; i++, done++) {
          f32.store(column + panelOffset(done, depth), f32.load(at(source, i)));
        }
        within = 0;
        tapY++;
      }
    }
  }
}

/** Where row `index` of a block lies in its panel, at depth 0. */
@inline
function panelOffset(index: i32, depth: i32): usize {
  return (<usize>((index & ~3) * depth + (index & 3))) << 2;
}
