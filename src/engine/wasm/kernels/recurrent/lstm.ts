import { activateRow, passBackRow } from '../elementwise/activation-rows';
import { shareBegin, shareEnd } from '../threads/context';
import { Recurrent } from '../instructions';
import { arrive, handOut, product, rowAt } from './steps';
import { BLOCK_ROWS } from '../threads/scratch';
import { TILE_ROWS } from '../products/tile';
import { at, flush, fma, splat, storeLanes } from '../vector';

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000). Of the sums i, f, g, o, with the gates'
 * activation s and the other one t: memory = s(f) * memory before + s(i) * t(g), output = s(o) * t(memory).
 */
export function lstm(task: Recurrent): void {
  const units = task.units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = 0; t < task.steps; t++) {
      const sums = rowAt(task.sums, task, t, from, 4 * units);
      if (t > 0) product(rowAt(task.outputs, task, t - 1, from, units), units, rows, units, task.kernel, 4 * units, sums, 4 * units, true);
      for (let i = from; i < from + rows; i++) stepForward(task, t, i);
    }
  }
}

function stepForward(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = rowAt(task.sums, task, t, i, 4 * units);
  const values = rowAt(task.values, task, t, i, 4 * units);
  activateRow(task.gateKind, task.gateSlope, sums, values, units);
  activateRow(task.gateKind, task.gateSlope, at(sums, units), at(values, units), units);
  activateRow(task.kind, task.slope, at(sums, 2 * units), at(values, 2 * units), units);
  activateRow(task.gateKind, task.gateSlope, at(sums, 3 * units), at(values, 3 * units), units);
  const memory = rowAt(task.memories, task, t, i, units);
  remember(values, t > 0 ? rowAt(task.memories, task, t - 1, i, units) : 0, memory, units);
  const held = rowAt(task.held, task, t, i, units);
  activateRow(task.kind, task.slope, memory, held, units);
  const output = rowAt(task.outputs, task, t, i, units);
  for (let j = 0; j < units; j += 4) {
    storeLanes(at(output, j), f32x4.mul(v128.load(at(values, 3 * units + j)), v128.load(at(held, j))), units - j);
  }
  handOut(task, t, i);
}

/** memory = f * before + i * g; there is nothing before the first step. */
function remember(values: usize, before: usize, memory: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    let v = f32x4.mul(v128.load(at(values, j)), v128.load(at(values, 2 * units + j)));
    if (before) v = fma(v128.load(at(values, units + j)), v128.load(at(before, j)), v);
    storeLanes(at(memory, j), v, units - j);
  }
}

export function lstmBackward(task: Recurrent): void {
  const units = task.units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = task.steps - 1; t >= 0; t--) {
      for (let i = from; i < from + rows; i++) stepBackward(task, t, i);
      const gradients = rowAt(task.sumGradients, task, t, from, 4 * units);
      if (t > 0) product(gradients, 4 * units, rows, 4 * units, task.kernel, units, at(task.outputGradient, from * units), units, false);
    }
  }
}

function stepBackward(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = rowAt(task.sums, task, t, i, 4 * units);
  const values = rowAt(task.values, task, t, i, 4 * units);
  const gradients = rowAt(task.sumGradients, task, t, i, 4 * units);
  const held = rowAt(task.held, task, t, i, units);
  const dOutput = arrive(task, t, i);
  // What of the output's gradient reaches the memory; it lies for a while where the gradient of g is going to be.
  const through = at(gradients, 2 * units);
  for (let j = 0; j < units; j += 4) {
    storeLanes(at(through, j), f32x4.mul(v128.load(at(dOutput, j)), v128.load(at(values, 3 * units + j))), units - j);
  }
  passBackRow(task.kind, task.slope, rowAt(task.memories, task, t, i, units), held, through, units);
  forget(task, t, i, dOutput, values, gradients, held);
  passBackRow(task.gateKind, task.gateSlope, sums, values, gradients, units);
  passBackRow(task.gateKind, task.gateSlope, at(sums, units), at(values, units), at(gradients, units), units);
  passBackRow(task.kind, task.slope, at(sums, 2 * units), at(values, 2 * units), through, units);
  passBackRow(task.gateKind, task.gateSlope, at(sums, 3 * units), at(values, 3 * units), at(gradients, 3 * units), units);
}

/** Gradients of the values i, f, g, o, and of the memory before. That of the memory is what came through the output, and what was carried. */
function forget(task: Recurrent, t: i32, i: i32, dOutput: usize, values: usize, gradients: usize, held: usize): void {
  const units = task.units;
  const carried = at(task.memoryGradient, i * units);
  const before = t > 0 ? rowAt(task.memories, task, t - 1, i, units) : 0;
  const last = t == task.steps - 1;
  for (let j = 0; j < units; j += 4) {
    const lanes = units - j;
    let dMemory = v128.load(at(gradients, 2 * units + j));
    if (!last) dMemory = f32x4.add(dMemory, v128.load(at(carried, j)));
    const dForget = before ? f32x4.mul(dMemory, v128.load(at(before, j))) : splat(0);
    storeLanes(at(carried, j), flush(f32x4.mul(dMemory, v128.load(at(values, units + j)))), lanes);
    storeLanes(at(gradients, j), f32x4.mul(dMemory, v128.load(at(values, 2 * units + j))), lanes);
    storeLanes(at(gradients, units + j), dForget, lanes);
    storeLanes(at(gradients, 2 * units + j), f32x4.mul(dMemory, v128.load(at(values, j))), lanes);
    storeLanes(at(gradients, 3 * units + j), f32x4.mul(v128.load(at(dOutput, j)), v128.load(at(held, j))), lanes);
  }
}
