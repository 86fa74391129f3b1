/** Loss over a batch from logits, with the gradient of its mean. */
export interface CrossEntropy {
  /** Mean over the batch. */
  loss: number;
  /** Examples whose largest output (or, with one output, whose side of 0) was right. */
  correct: number;
  /** With respect to the logits, of the mean loss. */
  gradient: Float32Array;
}

/**
 * Cross-entropy of `outputs` logits an example: categorical after softmax, or binary after a sigmoid where there is one output (targets 0 and 1).
 * Both gradients are (probability - target) / batch, which no rounding of a probability to 0 or 1 can spoil.
 */
export function crossEntropy(logits: Float32Array, outputs: number, targets: Uint8Array): CrossEntropy {
  const total: CrossEntropy = { loss: 0, correct: 0, gradient: new Float32Array(logits.length) };
  for (const [row, target] of targets.entries()) {
    const values = logits.subarray(row * outputs, (row + 1) * outputs);
    const gradient = total.gradient.subarray(row * outputs, (row + 1) * outputs);
    const { loss, hit } = outputs === 1 ? binaryRow(values, target, gradient) : categoricalRow(values, target, gradient);
    total.loss += loss / targets.length;
    total.correct += hit ? 1 : 0;
    for (let k = 0; k < outputs; k++) gradient[k]! /= targets.length;
  }
  return total;
}

/** log(1 + e^x) - t x, arranged so that e is only raised to negative powers. */
function binaryRow(values: Float32Array, target: number, gradient: Float32Array) {
  const x = values[0]!;
  gradient[0] = 1 / (1 + Math.exp(-x)) - target;
  return { loss: Math.max(x, 0) - x * target + Math.log1p(Math.exp(-Math.abs(x))), hit: x > 0 === (target === 1) };
}

/** log(sum(e^x)) - x[target], with the largest logit taken out of the sum. */
function categoricalRow(values: Float32Array, target: number, gradient: Float32Array) {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  const top = values[best]!;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - top);
  for (let k = 0; k < values.length; k++) gradient[k] = Math.exp(values[k]! - top) / sum - (k === target ? 1 : 0);
  return { loss: Math.log(sum) + top - values[target]!, hit: best === target };
}
