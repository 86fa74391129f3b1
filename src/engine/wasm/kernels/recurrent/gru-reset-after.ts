import { activateRow, passBackRow } from '../elementwise/activation-rows';
import { Recurrent } from '../instructions';
import { TILE_ROWS } from '../products/tile';
import { shareBegin, shareEnd } from '../threads/context';
import { BLOCK_ROWS } from '../threads/scratch';
import { at, fma, storeLanes } from '../vector';
import { mix, unmix } from './gru';
import { product, rowAt } from './steps';

/**
 * Gated recurrent unit whose reset gate stands after the product with the recurrent kernel, as Keras has it with reset_after=True: update z and
 * reset r are of x W + h R + b; the candidate g is of x W + s(r) * (h R + b'), with the gates' activation s and the recurrent bias b'; output
 * = s(z) * h + (1 - s(z)) * t(g). `memories` holds h R + b' of the candidate.
 */
export function gruResetAfter(task: Recurrent): void {
  const units = task.units;
  const width = 3 * units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    for (let t = 0; t < task.steps; t++) {
      const recurrent = rowAt(task.memories, task, t, from, units);
      if (t > 0) {
        const before = rowAt(task.outputs, task, t - 1, from, units);
        product(before, units, rows, units, task.kernel, 2 * units, rowAt(task.sums, task, t, from, width), width, true);
        product(before, units, rows, units, task.candidateKernel, units, recurrent, units, false);
      } else {
        memory.fill(recurrent, 0, (<usize>(rows * units)) << 2);
      }
      for (let i = from; i < from + rows; i++) {
        openGates(task, t, i);
        mix(task, t, i);
      }
    }
  }
}

/** Adds the recurrent bias, opens both gates, and completes the candidate's sum. */
function openGates(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = rowAt(task.sums, task, t, i, 3 * units);
  const values = rowAt(task.values, task, t, i, 3 * units);
  const recurrent = rowAt(task.memories, task, t, i, units);
  if (task.recurrentBias) {
    addRow(sums, task.recurrentBias, 2 * units);
    addRow(recurrent, at(task.recurrentBias, 2 * units), units);
  }
  activateRow(task.gateKind, task.gateSlope, sums, values, units);
  activateRow(task.gateKind, task.gateSlope, at(sums, units), at(values, units), units);
  const candidate = at(sums, 2 * units);
  for (let j = 0; j < units; j += 4) {
    const reset = v128.load(at(values, units + j));
    storeLanes(at(candidate, j), fma(reset, v128.load(at(recurrent, j)), v128.load(at(candidate, j))), units - j);
  }
}

/** to += row. */
function addRow(to: usize, row: usize, count: i32): void {
  for (let j = 0; j < count; j += 4) {
    storeLanes(at(to, j), f32x4.add(v128.load(at(to, j)), v128.load(at(row, j))), count - j);
  }
}

export function gruResetAfterBackward(task: Recurrent): void {
  const units = task.units;
  const width = 3 * units;
  const end = shareEnd(task.count, TILE_ROWS);
  for (let from = shareBegin(task.count, TILE_ROWS); from < end; from += BLOCK_ROWS) {
    const rows = min(BLOCK_ROWS, end - from);
    const dOutput = at(task.outputGradient, from * units);
    for (let t = task.steps - 1; t >= 0; t--) {
      for (let i = from; i < from + rows; i++) {
        unmix(task, t, i);
        shutReset(task, t, i);
      }
      if (t == 0) continue;
      product(rowAt(task.sumGradients, task, t, from, width), width, rows, 2 * units, task.kernel, units, dOutput, units, true);
      product(rowAt(task.memories, task, t, from, units), units, rows, units, task.candidateKernel, units, dOutput, units, true);
    }
  }
}

/** From the gradient of the candidate's sum: that of the reset gate's, and in place of the state's part of the sum its own. */
function shutReset(task: Recurrent, t: i32, i: i32): void {
  const units = task.units;
  const sums = at(rowAt(task.sums, task, t, i, 3 * units), units);
  const values = at(rowAt(task.values, task, t, i, 3 * units), units);
  const gradients = rowAt(task.sumGradients, task, t, i, 3 * units);
  const gradient = at(gradients, units);
  const recurrent = rowAt(task.memories, task, t, i, units);
  for (let j = 0; j < units; j += 4) {
    const d = v128.load(at(gradients, 2 * units + j));
    storeLanes(at(gradient, j), f32x4.mul(d, v128.load(at(recurrent, j))), units - j);
    storeLanes(at(recurrent, j), f32x4.mul(d, v128.load(at(values, j))), units - j);
  }
  passBackRow(task.gateKind, task.gateSlope, sums, values, gradient, units);
}
