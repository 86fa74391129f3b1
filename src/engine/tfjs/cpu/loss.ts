import type { Objective } from '@/engine/tfjs/device';
import { asClassLoss, type ClassLoss } from '@/experiment/training/losses';

/** Loss over a batch from logits, with the gradient of its mean. */
export interface BatchLoss {
  /** Mean over the batch, class weights included. */
  loss: number;
  /** Examples whose largest output (or, with one output, whose side of 0) was right. */
  correct: number;
  /** With respect to the logits, of the mean loss. */
  gradient: Float32Array;
}

/** One example's loss from its logits; its gradient is left in `gradient`. */
type RowLoss = (logits: Float32Array, target: number, gradient: Float32Array) => number;

/** Each loss after a softmax, and after the sigmoid of a single output (targets 0 and 1). */
const LOSSES: Record<ClassLoss, { softmax: RowLoss; sigmoid: RowLoss }> = {
  // Both gradients are probability - target, which no rounding of a probability to 0 or 1 can spoil.
  crossEntropy: {
    /** log(sum(e^x)) - x[target], with the largest logit taken out of the sum. */
    softmax(logits, target, gradient) {
      const { top, sum } = softmaxInto(logits, gradient);
      gradient[target]! -= 1;
      return Math.log(sum) + top - logits[target]!;
    },
    /** log(1 + e^x) - t x, arranged so that e is only raised to negative powers. */
    sigmoid(logits, target, gradient) {
      const x = logits[0]!;
      gradient[0] = logistic(x) - target;
      return Math.max(x, 0) - x * target + Math.log1p(Math.exp(-Math.abs(x)));
    },
  },
  meanSquaredError: {
    /** With e = p - t over n outputs: mean(e^2), and 2 / n * p * (e - sum(p e)) through the softmax. */
    softmax(logits, target, gradient) {
      softmaxInto(logits, gradient);
      const error = (k: number) => gradient[k]! - (k === target ? 1 : 0);
      let squares = 0;
      let drift = 0;
      for (let k = 0; k < logits.length; k++) {
        squares += error(k) ** 2;
        drift += gradient[k]! * error(k);
      }
      for (let k = 0; k < logits.length; k++) gradient[k] = (2 / logits.length) * gradient[k]! * (error(k) - drift);
      return squares / logits.length;
    },
    sigmoid(logits, target, gradient) {
      const p = logistic(logits[0]!);
      gradient[0] = 2 * (p - target) * p * (1 - p);
      return (p - target) ** 2;
    },
  },
};

/** The mean loss of `outputs` logits an example, each example's (and its gradient) multiplied by its class's weight. */
export function batchLoss(objective: Objective, logits: Float32Array, outputs: number, targets: Uint8Array): BatchLoss {
  const lossOfRow = LOSSES[asClassLoss(objective.loss)][outputs === 1 ? 'sigmoid' : 'softmax'];
  const total: BatchLoss = { loss: 0, correct: 0, gradient: new Float32Array(logits.length) };
  for (const [row, target] of targets.entries()) {
    const values = logits.subarray(row * outputs, (row + 1) * outputs);
    const gradient = total.gradient.subarray(row * outputs, (row + 1) * outputs);
    const weight = objective.classWeights?.[target] ?? 1;
    total.loss += (weight * lossOfRow(values, target, gradient)) / targets.length;
    total.correct += isHit(values, target) ? 1 : 0;
    for (let k = 0; k < outputs; k++) gradient[k] = (weight * gradient[k]!) / targets.length;
  }
  return total;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Writes the probabilities; `sum` is that of e^(x - top). */
function softmaxInto(logits: Float32Array, probabilities: Float32Array): { top: number; sum: number } {
  const top = logits[largest(logits)]!;
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - top);
  for (let k = 0; k < logits.length; k++) probabilities[k] = Math.exp(logits[k]! - top) / sum;
  return { top, sum };
}

/** Place of the first largest number. */
function largest(values: Float32Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

const isHit = (logits: Float32Array, target: number): boolean =>
  logits.length === 1 ? logits[0]! > 0 === (target === 1) : largest(logits) === target;
