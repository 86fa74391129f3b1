import { part } from '../threads/context';
import { FinishStep, Loss, NumberLoss } from '../instructions';
import { at, exp1, log } from '../vector';

/**
 * Losses straight from logits, with their own gradients, both multiplied by the weight of the image's class and divided by the whole batch's length.
 * A batch of logits is small, so the first part does it alone and sums in one order.
 */

/** A literal 1 would be an integer. */
const ONE: f32 = 1;

@inline
function targetOf(task: Loss, example: i32): i32 {
  return load<u8>(task.targets + load<u32>(at(task.indices, example)));
}

/** How much an image of this class counts. */
@inline
function weightOf(task: Loss, target: i32): f32 {
  return task.classWeights ? f32.load(at(task.classWeights, target)) : ONE;
}

@inline
function report(task: Loss, sum: f64, correct: i32): void {
  f32.store(task.result, <f32>(sum / task.whole));
  f32.store(task.result, <f32>correct, 4);
}

/** Position of the largest of the logits at `z`. */
@inline
function bestOf(z: usize, classes: i32): i32 {
  let best = 0;
  for (let j = 1; j < classes; j++) if (f32.load(at(z, j)) > f32.load(at(z, best))) best = j;
  return best;
}

/** Writes e^(z - largest) of all logits at `z` to `to`, and returns their sum. */
@inline
function exponentiate(z: usize, to: usize, classes: i32, largest: f32): f32 {
  let sum: f32 = 0;
  for (let j = 0; j < classes; j++) {
    const e = exp1(f32.load(at(z, j)) - largest);
    f32.store(at(to, j), e);
    sum += e;
  }
  return sum;
}

/** Categorical cross-entropy: log(sum of e^z) - z of the right class; its gradient is softmax(z) - target. */
export function crossEntropy(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = at(task.logits, i * task.classes);
    const gradient = at(task.gradient, i * task.classes);
    const target = targetOf(task, i);
    const weight = weightOf(task, target);
    const best = bestOf(z, task.classes);
    const largest = f32.load(at(z, best));
    const exponentials = exponentiate(z, gradient, task.classes, largest);
    sum += weight * (log(exponentials) + largest - f32.load(at(z, target)));
    if (best == target) correct++;
    const factor = weight / (exponentials * <f32>task.whole);
    for (let j = 0; j < task.classes; j++) f32.store(at(gradient, j), f32.load(at(gradient, j)) * factor);
    f32.store(at(gradient, target), f32.load(at(gradient, target)) - weight / <f32>task.whole);
  }
  report(task, sum, correct);
}

/** Binary cross-entropy: max(z, 0) - z * target + log(1 + e^-|z|), which overflows nowhere; its gradient is sigmoid(z) - target. */
export function binaryCrossEntropy(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = f32.load(at(task.logits, i));
    const target = targetOf(task, i);
    const weight = weightOf(task, target);
    const e = exp1(-abs(z));
    sum += weight * (max<f32>(z, 0) - z * <f32>target + log(ONE + e));
    if (i32(z > 0) == target) correct++;
    const probability = (z > 0 ? ONE : e) / (ONE + e);
    f32.store(at(task.gradient, i), (weight * (probability - <f32>target)) / <f32>task.whole);
  }
  report(task, sum, correct);
}

/**
 * Mean over the classes of d^2, d being p - target and p the softmax of z. Its gradient is 2 / classes * p (d - m), where m, the sum of d p, is
 * what softmax takes off so that the probabilities go on summing to 1.
 */
export function squaredError(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = at(task.logits, i * task.classes);
    const gradient = at(task.gradient, i * task.classes);
    const target = targetOf(task, i);
    const share = weightOf(task, target) / <f32>task.classes;
    const best = bestOf(z, task.classes);
    if (best == target) correct++;
    const exponentials = exponentiate(z, gradient, task.classes, f32.load(at(z, best)));
    let squares: f32 = 0;
    let taken: f32 = 0;
    for (let j = 0; j < task.classes; j++) {
      const probability = f32.load(at(gradient, j)) / exponentials;
      const difference = probability - <f32>i32(j == target);
      f32.store(at(gradient, j), probability);
      squares += difference * difference;
      taken += difference * probability;
    }
    sum += share * squares;
    const factor = (share + share) / <f32>task.whole;
    for (let j = 0; j < task.classes; j++) {
      const probability = f32.load(at(gradient, j));
      f32.store(at(gradient, j), factor * probability * (probability - <f32>i32(j == target) - taken));
    }
  }
  report(task, sum, correct);
}

/** d^2, d being p - target and p the sigmoid of z; its gradient is 2 d p (1 - p). Neither p nor 1 - p is taken from 1, which would cancel. */
export function binarySquaredError(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = f32.load(at(task.logits, i));
    const target = targetOf(task, i);
    const weight = weightOf(task, target);
    const e = exp1(-abs(z));
    const larger = ONE / (ONE + e);
    const smaller = e * larger;
    const difference = target ? -(z > 0 ? smaller : larger) : z > 0 ? larger : smaller;
    sum += weight * difference * difference;
    if (i32(z > 0) == target) correct++;
    const slope = weight * difference * larger * smaller;
    f32.store(at(task.gradient, i), (slope + slope) / <f32>task.whole);
  }
  report(task, sum, correct);
}

/** How far the output for a row is from its number. */
@inline
function differenceOf(task: NumberLoss, row: i32): f32 {
  return f32.load(at(task.outputs, row)) - f32.load(at(task.numbers, load<u32>(at(task.indices, row))));
}

/** `fit` is the sum of 1 - d^2: as the numbers have a variance of 1, its mean is the share of the variance that is explained (R2). */
@inline
function reportFit(task: NumberLoss, sum: f64, fit: f64): void {
  f32.store(task.result, <f32>(sum / task.whole));
  f32.store(task.result, <f32>fit, 4);
}

/** d^2, d being output - number; its gradient is 2 d. */
export function squaredErrorOfNumbers(task: NumberLoss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let fit: f64 = 0;
  for (let i = 0; i < task.count; i++) {
    const d = differenceOf(task, i);
    sum += d * d;
    fit += 1 - <f64>d * d;
    f32.store(at(task.gradient, i), (d + d) / <f32>task.whole);
  }
  reportFit(task, sum, fit);
}

/** |d|; its gradient is the sign of d, 0 at 0. */
export function absoluteErrorOfNumbers(task: NumberLoss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let fit: f64 = 0;
  for (let i = 0; i < task.count; i++) {
    const d = differenceOf(task, i);
    sum += abs(d);
    fit += 1 - <f64>d * d;
    f32.store(at(task.gradient, i), (<f32>i32(d > 0) - <f32>i32(d < 0)) / <f32>task.whole);
  }
  reportFit(task, sum, fit);
}

/** Half of d^2 up to an error of 1, |d| - 1/2 beyond; its gradient is d within -1 and 1 (Keras's Huber, delta 1). */
export function huberOfNumbers(task: NumberLoss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let fit: f64 = 0;
  for (let i = 0; i < task.count; i++) {
    const d = differenceOf(task, i);
    const size = abs(d);
    sum += size <= 1 ? <f32>0.5 * d * d : size - <f32>0.5;
    fit += 1 - <f64>d * d;
    f32.store(at(task.gradient, i), max<f32>(-1, min<f32>(1, d)) / <f32>task.whole);
  }
  reportFit(task, sum, fit);
}

/** Ends a step: its loss with the L1 / L2 terms, summed in their order, and its hits go into the lists that JavaScript reads. */
export function finishStep(task: FinishStep): void {
  if (part != 0) return;
  const index = load<i32>(task.cursor);
  let penalty: f64 = 0;
  for (let i = 0; i < task.penaltyCount; i++) penalty += f64.load(task.penalties + ((<usize>i) << 3));
  f32.store(at(task.losses, index), f32.load(task.result) + <f32>penalty);
  f32.store(at(task.correct, index), f32.load(task.result, 4));
  store<i32>(task.cursor, index + 1);
}
