import { activateRow, passBackRow } from '../elementwise/activation-rows';
import { shareBegin, shareEnd } from '../threads/context';
import { Recurrent } from '../instructions';
import { arrive, handOut, product, rowAt } from './steps';
import { BLOCK_ROWS } from '../threads/scratch';
import { TILE_ROWS } from '../products/tile';
import { at } from '../vector';

/** h' = f(x W + h R + b) (Elman 1990). Its values are its outputs. */
export function simpleRnn(task: Recurrent): void {
  const units = task.units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = 0; t < task.steps; t++) {
      const sums = rowAt(task.sums, task, t, from, units);
      if (t > 0) product(rowAt(task.outputs, task, t - 1, from, units), units, rows, units, task.kernel, units, sums, units, true);
      activateRows(task, t, from, rows);
    }
  }
}

function activateRows(task: Recurrent, t: i32, from: i32, rows: i32): void {
  const units = task.units;
  for (let i = from; i < from + rows; i++) {
    activateRow(task.kind, task.slope, rowAt(task.sums, task, t, i, units), rowAt(task.outputs, task, t, i, units), units);
    handOut(task, t, i);
  }
}

export function simpleRnnBackward(task: Recurrent): void {
  const units = task.units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = task.steps - 1; t >= 0; t--) {
      passBackRows(task, t, from, rows);
      const gradients = rowAt(task.sumGradients, task, t, from, units);
      if (t > 0) product(gradients, units, rows, units, task.kernel, units, at(task.outputGradient, from * units), units, false);
    }
  }
}

function passBackRows(task: Recurrent, t: i32, from: i32, rows: i32): void {
  const units = task.units;
  for (let i = from; i < from + rows; i++) {
    const gradient = rowAt(task.sumGradients, task, t, i, units);
    memory.copy(gradient, arrive(task, t, i), (<usize>units) << 2);
    const x = rowAt(task.sums, task, t, i, units);
    passBackRow(task.kind, task.slope, x, rowAt(task.outputs, task, t, i, units), gradient, units);
  }
}
