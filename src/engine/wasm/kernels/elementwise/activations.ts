import { shareBegin, shareEnd } from '../threads/context';
import { Activate, ActivateBackward, Gate, Softmax, SoftmaxBackward } from '../instructions';
import { at, erf, exp, expm1, fma, gated, rectify, sigmoid, splat, storeLanes, tanh, total } from '../vector';

/** Activations that are not a rectifier (those are folded into the layer before, or stand alone under `RectifyAll`). */
export const SIGMOID: i32 = 0;
export const TANH: i32 = 1;
export const ELU: i32 = 2;
export const SELU: i32 = 3;
export const GELU: i32 = 4;
export const SWISH: i32 = 5;

/** Within recurrent layers (activation-rows.ts) these are activations like the others; a rectifier of slope 1 is none. */
export const RECTIFIER: i32 = 6;
export const SOFTMAX: i32 = 7;

/** Klambauer et al. 2017. */
const SELU_SCALE: f32 = 1.05070098;
const SELU_ALPHA: f32 = 1.67326324;
const HALF_ROOT: f32 = 0.70710678;
/** 1 / sqrt(2 pi). */
const NORMAL_PEAK: f32 = 0.39894228;

/** Numbers of a tensor divide in groups of a cache line, so that no two threads write to the same one. */
const LINE: i32 = 16;

@inline
function whereNegative(x: v128, negative: v128, positive: v128): v128 {
  return v128.bitselect(negative, positive, f32x4.lt(x, splat(0)));
}

/** Share of the standard normal distribution below x. */
@inline
function normalBelow(x: v128): v128 {
  return f32x4.mul(splat(0.5), f32x4.add(splat(1), erf(f32x4.mul(x, splat(HALF_ROOT)))));
}

/** f(x). */
@inline
export function curve(kind: i32, x: v128): v128 {
  if (kind == SIGMOID) return sigmoid(x);
  if (kind == TANH) return tanh(x);
  if (kind == ELU) return whereNegative(x, expm1(f32x4.min(x, splat(0))), x);
  if (kind == SELU) {
    const negative = f32x4.mul(expm1(f32x4.min(x, splat(0))), splat(SELU_ALPHA));
    return f32x4.mul(splat(SELU_SCALE), whereNegative(x, negative, x));
  }
  if (kind == GELU) return f32x4.mul(x, normalBelow(x));
  return f32x4.mul(x, sigmoid(x));
}

/** f'(x), told from y = f(x) where it can be, else (gelu, swish) from x. */
@inline
export function slopeOf(kind: i32, saved: v128): v128 {
  const one = splat(1);
  if (kind == SIGMOID) return f32x4.mul(saved, f32x4.sub(one, saved));
  if (kind == TANH) return f32x4.sub(one, f32x4.mul(saved, saved));
  if (kind == ELU) return whereNegative(saved, f32x4.add(saved, one), one);
  if (kind == SELU) return whereNegative(saved, f32x4.add(saved, splat(SELU_SCALE * SELU_ALPHA)), splat(SELU_SCALE));
  if (kind == GELU) {
    const density = f32x4.mul(splat(NORMAL_PEAK), exp(f32x4.mul(splat(-0.5), f32x4.mul(saved, saved))));
    return fma(saved, density, normalBelow(saved));
  }
  const s = sigmoid(saved);
  return f32x4.mul(s, fma(saved, f32x4.sub(one, s), one));
}

@inline
function activateKind(kind: i32, task: Activate): void {
  const end = shareEnd(task.count, LINE);
  for (let i = shareBegin(task.count, LINE); i < end; i += 4) v128.store(at(task.y, i), curve(kind, v128.load(at(task.x, i))));
}

export function activate(task: Activate): void {
  switch (task.kind) {
    case SIGMOID: return activateKind(SIGMOID, task);
    case TANH: return activateKind(TANH, task);
    case ELU: return activateKind(ELU, task);
    case SELU: return activateKind(SELU, task);
    case GELU: return activateKind(GELU, task);
    default: return activateKind(SWISH, task);
  }
}

@inline
function activateBackwardKind(kind: i32, task: ActivateBackward): void {
  const end = shareEnd(task.count, LINE);
  for (let i = shareBegin(task.count, LINE); i < end; i += 4) {
    const gradient = at(task.gradient, i);
    v128.store(gradient, f32x4.mul(v128.load(gradient), slopeOf(kind, v128.load(at(task.saved, i)))));
  }
}

export function activateBackward(task: ActivateBackward): void {
  switch (task.kind) {
    case SIGMOID: return activateBackwardKind(SIGMOID, task);
    case TANH: return activateBackwardKind(TANH, task);
    case ELU: return activateBackwardKind(ELU, task);
    case SELU: return activateBackwardKind(SELU, task);
    case GELU: return activateBackwardKind(GELU, task);
    default: return activateBackwardKind(SWISH, task);
  }
}

/** A rectifier that no layer before could take in: y = max(x, slope * x). */
export function rectifyAll(task: Gate): void {
  const end = shareEnd(task.count, LINE);
  const slope = splat(task.slope);
  for (let i = shareBegin(task.count, LINE); i < end; i += 4) v128.store(at(task.y, i), rectify(v128.load(at(task.gradient, i)), slope));
}

/** gradient *= slope where y is not above 0. */
export function gate(task: Gate): void {
  const end = shareEnd(task.count, LINE);
  const slope = splat(task.slope);
  for (let i = shareBegin(task.count, LINE); i < end; i += 4) {
    const gradient = at(task.gradient, i);
    v128.store(gradient, gated(v128.load(gradient), v128.load(at(task.y, i)), slope));
  }
}

/** Softmax of each row. */
export function softmax(task: Softmax): void {
  const end = shareEnd(task.rows, 1);
  for (let row = shareBegin(task.rows, 1); row < end; row++) {
    softmaxRow(at(task.x, row * task.columns), at(task.y, row * task.columns), task.columns);
  }
}

/** Softmax of one row, its largest number subtracted first so that nothing overflows. */
export function softmaxRow(x: usize, y: usize, columns: i32): void {
  let largest = f32.load(x);
  for (let j = 1; j < columns; j++) largest = max(largest, f32.load(at(x, j)));
  let sum: f32 = 0;
  for (let j = 0; j < columns; j += 4) {
    const lanes = columns - j;
    const e = exp(f32x4.sub(v128.load(at(x, j)), splat(largest)));
    storeLanes(at(y, j), e, lanes);
    sum += lanes >= 4 ? total(e) : totalOf(e, lanes);
  }
  const share = splat(1 / sum);
  for (let j = 0; j < columns; j += 4) storeLanes(at(y, j), f32x4.mul(v128.load(at(y, j)), share), columns - j);
}

/** Sum of the first one, two or three lanes. */
function totalOf(v: v128, lanes: i32): f32 {
  let sum = f32x4.extract_lane(v, 0);
  if (lanes > 1) sum += f32x4.extract_lane(v, 1);
  if (lanes > 2) sum += f32x4.extract_lane(v, 2);
  return sum;
}

/** The way back of each row. */
export function softmaxBackward(task: SoftmaxBackward): void {
  const end = shareEnd(task.rows, 1);
  for (let row = shareBegin(task.rows, 1); row < end; row++) {
    softmaxRowBackward(at(task.y, row * task.columns), at(task.gradient, row * task.columns), task.columns);
  }
}

/** gradient = y * (gradient - sum of gradient * y). */
export function softmaxRowBackward(y: usize, gradient: usize, columns: i32): void {
  let sum: f32 = 0;
  for (let j = 0; j < columns; j++) sum += f32.load(at(y, j)) * f32.load(at(gradient, j));
  for (let j = 0; j < columns; j++) f32.store(at(gradient, j), f32.load(at(y, j)) * (f32.load(at(gradient, j)) - sum));
}
