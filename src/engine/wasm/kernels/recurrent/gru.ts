import { activateRow, passBackRow } from '../elementwise/activation-rows';
import { shareBegin, shareEnd } from '../threads/context';
import { Recurrent } from '../instructions';
import { arrive, handOut, product, rowAt } from './steps';
import { BLOCK_ROWS } from '../threads/scratch';
import { TILE_ROWS } from '../products/tile';
import { at, fma, splat, storeLanes } from '../vector';

/**
 * Gated recurrent unit (Cho et al. 2014). With the gates' activation s and the other one t: update z and reset r are of x W + h R + b; the
 * candidate g is of x W + (s(r) * h) R + b; output = s(z) * h + (1 - s(z)) * t(g). `memories` holds s(r) * h, from the second step on.
 */
export function gru(task: Recurrent): void {
  const units = task.units;
  const width = 3 * units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = 0; t < task.steps; t++) {
      const sums = rowAt(task.sums, task, t, from, width);
      if (t > 0) product(rowAt(task.outputs, task, t - 1, from, units), units, rows, units, task.kernel, 2 * units, sums, width, true);
      for (let i = from; i < from + rows; i++) openGates(task, t, i);
      const reset = rowAt(task.memories, task, t, from, units);
      if (t > 0) product(reset, units, rows, units, task.candidateKernel, units, at(sums, 2 * units), width, true);
      for (let i = from; i < from + rows; i++) mix(task, t, i);
    }
  }
}

function openGates(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = rowAt(task.sums, task, t, i, 3 * units);
  const values = rowAt(task.values, task, t, i, 3 * units);
  activateRow(task.gateKind, task.gateSlope, sums, values, units);
  activateRow(task.gateKind, task.gateSlope, at(sums, units), at(values, units), units);
  if (t == 0) return;
  const before = rowAt(task.outputs, task, t - 1, i, units);
  const reset = rowAt(task.memories, task, t, i, units);
  for (let j = 0; j < units; j += 4) {
    storeLanes(at(reset, j), f32x4.mul(v128.load(at(values, units + j)), v128.load(at(before, j))), units - j);
  }
}

/** The candidate, and the output of it and of the output before, which is zeros at the first step. */
export function mix(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const values = rowAt(task.values, task, t, i, 3 * units);
  const candidate = at(values, 2 * units);
  activateRow(task.kind, task.slope, at(rowAt(task.sums, task, t, i, 3 * units), 2 * units), candidate, units);
  const before = t > 0 ? rowAt(task.outputs, task, t - 1, i, units) : 0;
  const output = rowAt(task.outputs, task, t, i, units);
  for (let j = 0; j < units; j += 4) {
    const z = v128.load(at(values, j));
    let v = f32x4.mul(f32x4.sub(splat(1), z), v128.load(at(candidate, j)));
    if (before) v = fma(z, v128.load(at(before, j)), v);
    storeLanes(at(output, j), v, units - j);
  }
  handOut(task, t, i);
}

export function gruBackward(task: Recurrent): void {
  const units = task.units;
  const width = 3 * units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    const dOutput = at(task.outputGradient, from * units);
    const dReset = at(task.memoryGradient, from * units);
    for (let t = task.steps - 1; t >= 0; t--) {
      for (let i = from; i < from + rows; i++) unmix(task, t, i);
      const gradients = rowAt(task.sumGradients, task, t, from, width);
      if (t > 0) product(at(gradients, 2 * units), width, rows, units, task.candidateKernel, units, dReset, units, false);
      for (let i = from; i < from + rows; i++) shutGates(task, t, i);
      if (t > 0) product(gradients, width, rows, 2 * units, task.kernel, units, dOutput, units, true);
    }
  }
}

/** Gradients of the sums z and g, and what of the output's gradient reaches the output before at once. */
export function unmix(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = rowAt(task.sums, task, t, i, 3 * units);
  const values = rowAt(task.values, task, t, i, 3 * units);
  const gradients = rowAt(task.sumGradients, task, t, i, 3 * units);
  const before = t > 0 ? rowAt(task.outputs, task, t - 1, i, units) : 0;
  const dOutput = arrive(task, t, i);
  for (let j = 0; j < units; j += 4) {
    const lanes = units - j;
    const d = v128.load(at(dOutput, j));
    const z = v128.load(at(values, j));
    const h = before ? v128.load(at(before, j)) : splat(0);
    storeLanes(at(gradients, j), f32x4.mul(d, f32x4.sub(h, v128.load(at(values, 2 * units + j)))), lanes);
    storeLanes(at(gradients, 2 * units + j), f32x4.mul(d, f32x4.sub(splat(1), z)), lanes);
    storeLanes(at(dOutput, j), f32x4.mul(d, z), lanes);
  }
  passBackRow(task.gateKind, task.gateSlope, sums, values, gradients, units);
  passBackRow(task.kind, task.slope, at(sums, 2 * units), at(values, 2 * units), at(gradients, 2 * units), units);
}

/** From the gradient of s(r) * h: that of the sum r, and of the output before. Before the first step there is none, and r changes nothing. */
function shutGates(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const gradient = at(rowAt(task.sumGradients, task, t, i, 3 * units), units);
  if (t == 0) {
    memory.fill(gradient, 0, (<usize>units) << 2);
    return;
  }
  const sums = at(rowAt(task.sums, task, t, i, 3 * units), units);
  const values = at(rowAt(task.values, task, t, i, 3 * units), units);
  const before = rowAt(task.outputs, task, t - 1, i, units);
  const dReset = at(task.memoryGradient, i * units);
  const dOutput = at(task.outputGradient, i * units);
  for (let j = 0; j < units; j += 4) {
    const d = v128.load(at(dReset, j));
    storeLanes(at(gradient, j), f32x4.mul(d, v128.load(at(before, j))), units - j);
    storeLanes(at(dOutput, j), fma(d, v128.load(at(values, j)), v128.load(at(dOutput, j))), units - j);
  }
  passBackRow(task.gateKind, task.gateSlope, sums, values, gradient, units);
}
