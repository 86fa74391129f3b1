import { part, threads } from './context';
import { FinishStep, Loss } from './instructions';
import { at, exp1, log } from './vector';

/**
 * Losses straight from logits, with their own gradients: softmax(z) - target and sigmoid(z) - target, divided by the batch's length. A batch
 * of logits is small, so the first part does it alone and sums in one order.
 */

/** A literal 1 would be an integer. */
const ONE: f32 = 1;

@inline
function targetOf(task: Loss, example: i32): i32 {
  return load<u8>(task.targets + load<u32>(at(task.indices, example)));
}

@inline
function report(task: Loss, sum: f64, correct: i32): void {
  f32.store(task.result, <f32>(sum / task.count));
  f32.store(task.result, <f32>correct, 4);
}

/** Categorical cross-entropy: log(sum of e^z) - z of the right class. */
export function crossEntropy(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = at(task.logits, i * task.classes);
    const gradient = at(task.gradient, i * task.classes);
    const target = targetOf(task, i);
    let best = 0;
    for (let j = 1; j < task.classes; j++) if (f32.load(at(z, j)) > f32.load(at(z, best))) best = j;
    const largest = f32.load(at(z, best));
    let exponentials: f32 = 0;
    for (let j = 0; j < task.classes; j++) {
      const e = exp1(f32.load(at(z, j)) - largest);
      f32.store(at(gradient, j), e);
      exponentials += e;
    }
    sum += log(exponentials) + largest - f32.load(at(z, target));
    if (best == target) correct++;
    const factor = ONE / (exponentials * <f32>task.count);
    for (let j = 0; j < task.classes; j++) f32.store(at(gradient, j), f32.load(at(gradient, j)) * factor);
    f32.store(at(gradient, target), f32.load(at(gradient, target)) - ONE / <f32>task.count);
  }
  report(task, sum, correct);
}

/** Binary cross-entropy: max(z, 0) - z * target + log(1 + e^-|z|), which overflows nowhere. */
export function binaryCrossEntropy(task: Loss): void {
  if (part != 0) return;
  let sum: f64 = 0;
  let correct = 0;
  for (let i = 0; i < task.count; i++) {
    const z = f32.load(at(task.logits, i));
    const target = targetOf(task, i);
    const e = exp1(-abs(z));
    sum += max<f32>(z, 0) - z * <f32>target + log(ONE + e);
    if (i32(z > 0) == target) correct++;
    const probability = (z > 0 ? ONE : e) / (ONE + e);
    f32.store(at(task.gradient, i), (probability - <f32>target) / <f32>task.count);
  }
  report(task, sum, correct);
}

/** Ends a step: its loss with the L1 / L2 terms, summed in the parts' order, and its hits go into the lists that JavaScript reads. */
export function finishStep(task: FinishStep): void {
  if (part != 0) return;
  const index = load<i32>(task.cursor);
  let penalty: f64 = 0;
  for (let t = 0; t < threads; t++) {
    const own = task.penalties + ((<usize>t) << 6);
    penalty += f64.load(own);
    f64.store(own, 0);
  }
  f32.store(at(task.losses, index), f32.load(task.result) + <f32>penalty);
  f32.store(at(task.correct, index), f32.load(task.result, 4));
  store<i32>(task.cursor, index + 1);
}
