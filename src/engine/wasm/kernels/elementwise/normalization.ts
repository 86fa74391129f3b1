import { part, shareBegin, shareEnd, threads } from '../threads/context';
import { Norm } from '../instructions';
import { at, fma, gated, rectify, splat, storeLanes } from '../vector';

/**
 * Batch normalization (Ioffe and Szegedy 2015) over the last axis, with a rectifier folded in. With d = x - mean, i = 1 / sqrt(variance +
 * epsilon), and means over the batch's rows:
 *   y = gamma * i * d + beta
 *   gradient of x = gamma * i * (g - mean(g) - d * i^2 * mean(g * d)), of gamma = i * sum(g * d), of beta = sum(g)
 * The variance is the biased one, in the output and in the moving average alike.
 */

/** Rows summed in one go: few enough for the first-level cache, and long sums of floats lose digits. */
const BLOCK: i32 = 64;

/** Rows of `moments`, `channels` numbers each. */
const MEAN: i32 = 0;
const INVERSE: i32 = 1;
const SCALE: i32 = 2;
const SHIFT: i32 = 3;
const BY_DISTANCE: i32 = 4;
const CONSTANT: i32 = 5;

@inline
function moment(task: Norm, row: i32, channel: i32): usize {
  return at(task.moments, row * task.channels + channel);
}

@inline
function ownPart(task: Norm): usize {
  return task.parts + (<usize>part) * (<usize>task.partStride);
}

/** Adds two sums to the part at hand, or begins it. */
@inline
function addToPart(task: Norm, channel: i32, first: v128, second: v128, begins: bool): void {
  const lanes = task.channels - channel;
  const toFirst = at(ownPart(task), channel);
  const toSecond = at(toFirst, task.channels);
  storeLanes(toFirst, begins ? first : f32x4.add(first, v128.load(toFirst)), lanes);
  storeLanes(toSecond, begins ? second : f32x4.add(second, v128.load(toSecond)), lanes);
}

/** Clears a part that has no rows. */
function clearPart(task: Norm): void {
  memory.fill(ownPart(task), 0, (<usize>(2 * task.channels)) << 2);
}

/** Sums of x - k and of its square, where k is the first row: subtracting a number near the mean keeps the variance's digits. */
export function normStatistics(task: Norm): void {
  const from = shareBegin(task.rows, 1);
  const end = shareEnd(task.rows, 1);
  if (from == end) clearPart(task);
  for (let block = from; block < end; block += BLOCK) {
    const blockEnd = min(block + BLOCK, end);
    for (let c = 0; c < task.channels; c += 4) {
      const k = v128.load(at(task.x, c));
      let sum = splat(0);
      let squares = splat(0);
      let x = at(task.x, block * task.channels + c);
      for (let row = block; row < blockEnd; row++) {
        const d = f32x4.sub(v128.load(x), k);
        sum = f32x4.add(sum, d);
        squares = fma(d, d, squares);
        x = at(x, task.channels);
      }
      addToPart(task, c, sum, squares, block == from);
    }
  }
}

/** Sum over the parts, in their order. */
@inline
function sumOfParts(task: Norm, index: i32): f32 {
  let sum: f32 = 0;
  for (let t = 0; t < threads; t++) sum += f32.load(at(task.parts + (<usize>t) * (<usize>task.partStride), index));
  return sum;
}

/** Mean and variance of each channel (of the batch, or the moving ones), what follows from them, and the moving averages. */
export function normMoments(task: Norm): void {
  const end = shareEnd(task.channels, 16);
  for (let c = shareBegin(task.channels, 16); c < end; c++) {
    let mean = f32.load(at(task.movingMean, c));
    let variance = f32.load(at(task.movingVariance, c));
    if (task.training) {
      const distance = sumOfParts(task, c) / <f32>task.rows;
      const squares = sumOfParts(task, task.channels + c) / <f32>task.rows;
      const batchMean = f32.load(at(task.x, c)) + distance;
      const batchVariance = max<f32>(squares - distance * distance, 0);
      f32.store(at(task.movingMean, c), mean * task.momentum + batchMean * (1 - task.momentum));
      f32.store(at(task.movingVariance, c), variance * task.momentum + batchVariance * (1 - task.momentum));
      mean = batchMean;
      variance = batchVariance;
    }
    const inverse: f32 = <f32>1 / sqrt<f32>(variance + task.epsilon);
    const scale = f32.load(at(task.gamma, c)) * inverse;
    f32.store(moment(task, MEAN, c), mean);
    f32.store(moment(task, INVERSE, c), inverse);
    f32.store(moment(task, SCALE, c), scale);
    f32.store(moment(task, SHIFT, c), f32.load(at(task.beta, c)) - mean * scale);
  }
}

/** What the layer puts out before its rectifier. */
@inline
function normalized(task: Norm, x: v128, channel: i32): v128 {
  return fma(x, v128.load(moment(task, SCALE, channel)), v128.load(moment(task, SHIFT, channel)));
}

export function normApply(task: Norm): void {
  const end = shareEnd(task.rows, 1);
  const slope = splat(task.slope);
  for (let row = shareBegin(task.rows, 1); row < end; row++) {
    const x = at(task.x, row * task.channels);
    const y = at(task.y, row * task.channels);
    for (let c = 0; c < task.channels; c += 4) {
      storeLanes(at(y, c), rectify(normalized(task, v128.load(at(x, c)), c), slope), task.channels - c);
    }
  }
}

/** The gradient that arrives, behind the rectifier (whose side is worked out again rather than read). */
@inline
function arriving(task: Norm, x: v128, gradient: v128, channel: i32): v128 {
  return task.slope == 1 ? gradient : gated(gradient, normalized(task, x, channel), splat(task.slope));
}

/** Sums of the gradient and of the gradient times the distance from the mean. */
export function normGradients(task: Norm): void {
  const from = shareBegin(task.rows, 1);
  const end = shareEnd(task.rows, 1);
  if (from == end) clearPart(task);
  for (let block = from; block < end; block += BLOCK) {
    const blockEnd = min(block + BLOCK, end);
    for (let c = 0; c < task.channels; c += 4) {
      const mean = v128.load(moment(task, MEAN, c));
      let sum = splat(0);
      let products = splat(0);
      let place = block * task.channels + c;
      for (let row = block; row < blockEnd; row++) {
        const x = v128.load(at(task.x, place));
        const g = arriving(task, x, v128.load(at(task.outputGradient, place)), c);
        sum = f32x4.add(sum, g);
        products = fma(g, f32x4.sub(x, mean), products);
        place += task.channels;
      }
      addToPart(task, c, sum, products, block == from);
    }
  }
}

/** Gradients of gamma and beta, and the two numbers a channel that the input's gradient needs: both are 0 where the moments are not the batch's. */
export function normCoefficients(task: Norm): void {
  const end = shareEnd(task.channels, 16);
  const rows = <f32>task.rows;
  for (let c = shareBegin(task.channels, 16); c < end; c++) {
    const sum = sumOfParts(task, c);
    const products = sumOfParts(task, task.channels + c);
    const inverse = f32.load(moment(task, INVERSE, c));
    const scale = f32.load(moment(task, SCALE, c));
    f32.store(at(task.betaGradient, c), sum);
    f32.store(at(task.gammaGradient, c), products * inverse);
    if (!task.training) {
      f32.store(moment(task, BY_DISTANCE, c), 0);
      f32.store(moment(task, CONSTANT, c), 0);
      continue;
    }
    f32.store(moment(task, BY_DISTANCE, c), (-scale * inverse * inverse * products) / rows);
    f32.store(moment(task, CONSTANT, c), (-scale * sum) / rows);
  }
}

export function normBackward(task: Norm): void {
  const end = shareEnd(task.rows, 1);
  for (let row = shareBegin(task.rows, 1); row < end; row++) {
    const start = row * task.channels;
    for (let c = 0; c < task.channels; c += 4) {
      const x = v128.load(at(task.x, start + c));
      const g = arriving(task, x, v128.load(at(task.outputGradient, start + c)), c);
      const distance = f32x4.sub(x, v128.load(moment(task, MEAN, c)));
      const rest = fma(distance, v128.load(moment(task, BY_DISTANCE, c)), v128.load(moment(task, CONSTANT, c)));
      const v = fma(g, v128.load(moment(task, SCALE, c)), rest);
      storeLanes(at(task.inputGradient, start + c), v, task.channels - c);
    }
  }
}
