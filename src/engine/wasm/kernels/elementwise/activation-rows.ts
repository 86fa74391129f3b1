import {
  curve,
  ELU,
  GELU,
  RECTIFIER,
  SELU,
  SIGMOID,
  slopeOf,
  SOFTMAX,
  softmaxRow,
  softmaxRowBackward,
  SWISH,
  TANH,
} from './activations';
import { at, gated, rectify, splat, storeLanes } from '../vector';

/** Activations of a row of numbers, for the layers that have them within: any kind, and nothing behind the row is written to. */

/** y = f(x). x and y may be the same. */
export function activateRow(kind: i32, slope: f32, x: usize, y: usize, count: i32): void {
  switch (kind) {
    case SIGMOID: return curveRow(SIGMOID, x, y, count);
    case TANH: return curveRow(TANH, x, y, count);
    case ELU: return curveRow(ELU, x, y, count);
    case SELU: return curveRow(SELU, x, y, count);
    case GELU: return curveRow(GELU, x, y, count);
    case SWISH: return curveRow(SWISH, x, y, count);
    case SOFTMAX: return softmaxRow(x, y, count);
    default: return rectifyRow(slope, x, y, count);
  }
}

@inline
function curveRow(kind: i32, x: usize, y: usize, count: i32): void {
  for (let j = 0; j < count; j += 4) storeLanes(at(y, j), curve(kind, v128.load(at(x, j))), count - j);
}

function rectifyRow(slope: f32, x: usize, y: usize, count: i32): void {
  if (slope == 1 && x == y) return;
  const slopes = splat(slope);
  for (let j = 0; j < count; j += 4) storeLanes(at(y, j), rectify(v128.load(at(x, j)), slopes), count - j);
}

/** gradient *= f'(x), told from y, or from x for the kinds whose slope cannot be told from y. */
export function passBackRow(kind: i32, slope: f32, x: usize, y: usize, gradient: usize, count: i32): void {
  switch (kind) {
    case SIGMOID: return curveBackRow(SIGMOID, y, gradient, count);
    case TANH: return curveBackRow(TANH, y, gradient, count);
    case ELU: return curveBackRow(ELU, y, gradient, count);
    case SELU: return curveBackRow(SELU, y, gradient, count);
    case GELU: return curveBackRow(GELU, x, gradient, count);
    case SWISH: return curveBackRow(SWISH, x, gradient, count);
    case SOFTMAX: return softmaxRowBackward(y, gradient, count);
    default: return gateRow(slope, y, gradient, count);
  }
}

@inline
function curveBackRow(kind: i32, saved: usize, gradient: usize, count: i32): void {
  for (let j = 0; j < count; j += 4) {
    const to = at(gradient, j);
    storeLanes(to, f32x4.mul(v128.load(to), slopeOf(kind, v128.load(at(saved, j)))), count - j);
  }
}

function gateRow(slope: f32, y: usize, gradient: usize, count: i32): void {
  if (slope == 1) return;
  const slopes = splat(slope);
  for (let j = 0; j < count; j += 4) {
    const to = at(gradient, j);
    storeLanes(to, gated(v128.load(to), v128.load(at(y, j)), slopes), count - j);
  }
}
