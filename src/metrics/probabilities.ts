import { asClassLoss } from '@/experiment/training/losses';
import type { Loss } from '@/experiment/training/types';
import type { Evaluation, EvaluationSet, Thresholded } from '@/run/types';
import { accuracyOf, confusionMatrix } from './confusion';
import { logLoss } from './log-loss';

/**
 * Softmax of each row: exp(z - max) / sum, computed in float64, so that logits of any finite size neither overflow nor lose their row sum of 1.
 * A row with NaN or +Infinity comes out as NaN throughout: a broken network must not look certain.
 *
 * @param logits rows * classes numbers, row after row
 * @throws RangeError where the numbers do not make whole rows
 */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let at = 0; at < rowCount(logits, classes) * classes; at += classes) {
    const max = rowMax(logits, at, classes);
    const total = rowExpSum(logits, at, classes, max);
    for (let i = at; i < at + classes; i++) probabilities[i] = Math.exp(logits[i]! - max) / total;
  }
  return probabilities;
}

/** One logit per image as two columns [1 - p, p] with p = 1 / (1 + exp(-z)); each column keeps its own precision near 0. */
export function sigmoidColumns(logits: Float32Array): Float32Array {
  const probabilities = new Float32Array(logits.length * 2);
  for (let i = 0; i < logits.length; i++) {
    probabilities[2 * i] = 1 / (1 + Math.exp(logits[i]!));
    probabilities[2 * i + 1] = 1 / (1 + Math.exp(-logits[i]!));
  }
  return probabilities;
}

/**
 * Class probabilities of a network's logits, for both ways in which a task ends one: a single output is a sigmoid between two classes,
 * several are a softmax.
 *
 * @param logits images * outputs numbers, before softmax or sigmoid
 * @returns images * classes numbers, and how many classes those are (2 for one output)
 */
export function probabilitiesOf(logits: Float32Array, outputs: number): { probabilities: Float32Array; classes: number } {
  if (outputs === 1) return { probabilities: sigmoidColumns(logits), classes: 2 };
  return { probabilities: softmaxRows(logits, outputs), classes: outputs };
}

/** Column of each row's largest number. The first maximum wins, and NaN counts as the largest, both as numpy's argmax. */
export function argmaxRows(values: Float32Array, classes: number): Uint8Array {
  const best = new Uint8Array(rowCount(values, classes));
  for (let row = 0; row < best.length; row++) best[row] = rowArgmax(values, row * classes, classes);
  return best;
}

/** Predicted class of each image. With one output it is class 1 exactly where the logit is above 0 (Keras's p > 0.5). */
export function predictionsOf(logits: Float32Array, outputs: number): Uint8Array {
  return outputs === 1 ? Uint8Array.from(logits, (logit) => (logit > 0 ? 1 : 0)) : argmaxRows(logits, outputs);
}

/**
 * Mean cross-entropy, straight from the logits: log(sum exp z) - z[target], or for one output softplus(z) - target * z. In float64 and without
 * Keras's clipping at 1e-7, so that a confident mistake costs what it costs. NaN where there are no images.
 *
 * @param targets right classes, one per image
 * @throws RangeError where logits and targets differ in number, or a target is no class
 */
export function crossEntropyFromLogits(logits: Float32Array, outputs: number, targets: ArrayLike<number>): number {
  return meanLoss(outputs === 1 ? binaryLoss : softmaxLoss, logits, outputs, targets);
}

/**
 * Mean over images and outputs of (probability - target) squared, targets one-hot, or 0 and 1 for one output. NaN where there are no images.
 *
 * @param targets right classes, one per image
 * @throws RangeError where logits and targets differ in number, or a target is no class
 */
export function squaredErrorFromLogits(logits: Float32Array, outputs: number, targets: ArrayLike<number>): number {
  return meanLoss(outputs === 1 ? sigmoidError : softmaxError, logits, outputs, targets);
}

/** The loss of one image, whose logits begin at `at`. */
type ImageLoss = (logits: Float32Array, at: number, outputs: number, target: number) => number;

function meanLoss(lossOf: ImageLoss, logits: Float32Array, outputs: number, targets: ArrayLike<number>): number {
  const images = rowCount(logits, outputs);
  if (images !== targets.length) throw new RangeError(`${images} rows of logits but ${targets.length} targets`);
  let total = 0;
  for (let i = 0; i < images; i++) {
    const target = targets[i]!;
    if (!(target >= 0 && target < Math.max(2, outputs))) throw new RangeError(`Image ${i}: class ${target} does not exist`);
    total += lossOf(logits, i * outputs, outputs, target);
  }
  return total / images;
}

/** A class counts as said where its probability exceeds this: one half, as the reports that count so do. */
const THRESHOLD = 0.5;

/**
 * Counts answers one class at a time: a class is said of an image where its probability exceeds the threshold.
 *
 * @param probabilities images * classes numbers
 * @param targets right classes, one per image
 */
export function countAtThreshold(
  probabilities: Float32Array,
  classes: number,
  targets: ArrayLike<number>,
  threshold = THRESHOLD,
): Thresholded {
  const none = () => new Array<number>(classes).fill(0);
  const counts = { threshold, truePositives: none(), predicted: none(), support: none() };
  for (let i = 0; i < targets.length; i++) {
    counts.support[targets[i]!]!++;
    for (let k = 0; k < classes; k++) {
      if (!(probabilities[i * classes + k]! > threshold)) continue;
      counts.predicted[k]!++;
      if (k === targets[i]) counts.truePositives[k]!++;
    }
  }
  return counts;
}

interface Answers {
  /** images * outputs numbers. */
  logits: Float32Array;
  outputs: number;
  /** Right classes, one per image. */
  targets: ArrayLike<number>;
  set: EvaluationSet;
  /** Epochs done. */
  epoch: number;
  loss: Loss;
  /** Sum of the L1 / L2 terms, part of every loss as in Keras. */
  penalty: number;
}

const CLASS_LOSSES = { crossEntropy: crossEntropyFromLogits, meanSquaredError: squaredErrorFromLogits };

/** Counts a network's answers on a whole set: one code for all engines. */
export function evaluateLogits({ logits, outputs, targets, set, epoch, loss, penalty }: Answers): Evaluation {
  const lossOf = CLASS_LOSSES[asClassLoss(loss)];
  const mean = lossOf(logits, outputs, targets) + penalty;
  const confusion = confusionMatrix(targets, predictionsOf(logits, outputs), Math.max(2, outputs));
  const { probabilities, classes } = probabilitiesOf(logits, outputs);
  const thresholded = countAtThreshold(probabilities, classes, targets);
  return { set, epoch, count: targets.length, score: { loss: mean, accuracy: accuracyOf(confusion) }, confusion, thresholded };
}

/**
 * Counts the answers of a model that gives probabilities itself, as a classical one does. The predicted class is the likeliest (of equals the first, as
 * scikit-learn's `predict`), the loss its log_loss.
 *
 * @param probabilities images * classes numbers, image after image
 * @param targets right classes, one per image
 * @throws RangeError where probabilities and targets differ in number, or a target is no class
 */
export function evaluateProbabilities(
  probabilities: Float32Array,
  classes: number,
  targets: ArrayLike<number>,
): Pick<Evaluation, 'count' | 'score' | 'confusion' | 'thresholded'> {
  const confusion = confusionMatrix(targets, argmaxRows(probabilities, classes), classes);
  const score = { loss: logLoss(probabilities, targets, classes), accuracy: accuracyOf(confusion) };
  return { count: targets.length, score, confusion, thresholded: countAtThreshold(probabilities, classes, targets) };
}

function rowCount(values: Float32Array, width: number): number {
  const rows = values.length / width;
  if (!Number.isInteger(rows)) throw new RangeError(`${values.length} numbers are no whole rows of ${width}`);
  return rows;
}

function rowMax(values: Float32Array, from: number, width: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = from; i < from + width; i++) max = Math.max(max, values[i]!);
  return max;
}

function rowExpSum(values: Float32Array, from: number, width: number, max: number): number {
  let total = 0;
  for (let i = from; i < from + width; i++) total += Math.exp(values[i]! - max);
  return total;
}

function rowArgmax(values: Float32Array, from: number, width: number): number {
  let best = from;
  for (let i = from; i < from + width; i++) {
    if (Number.isNaN(values[i]!)) return i - from;
    if (values[i]! > values[best]!) best = i;
  }
  return best - from;
}

function softmaxLoss(logits: Float32Array, from: number, classes: number, target: number): number {
  const max = rowMax(logits, from, classes);
  return Math.log(rowExpSum(logits, from, classes, max)) + max - logits[from + target]!;
}

/** softplus(z) - target * z, written so that neither term overflows. */
function binaryLoss(logits: Float32Array, at: number, _outputs: number, target: number): number {
  const against = target === 1 ? -logits[at]! : logits[at]!;
  return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
}

function sigmoidError(logits: Float32Array, at: number, _outputs: number, target: number): number {
  return (1 / (1 + Math.exp(-logits[at]!)) - target) ** 2;
}

function softmaxError(logits: Float32Array, at: number, classes: number, target: number): number {
  const max = rowMax(logits, at, classes);
  const total = rowExpSum(logits, at, classes, max);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += (Math.exp(logits[at + k]! - max) / total - (k === target ? 1 : 0)) ** 2;
  return sum / classes;
}
