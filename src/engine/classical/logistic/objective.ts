import type { PreparedData } from '@/dataset/types';
import { createInk, readInk, spreadInk, strideOf, weighInk } from '@/engine/classical/ink';
import { rowsAt, trainingCounts } from '@/engine/classical/rows';
import type { Progress, Steps } from '@/engine/classical/slices';
import type { Objective } from './lbfgs';
import { softmaxInPlace } from './softmax';

/** Images between two pauses: a few milliseconds. */
const CHUNK = 400;

/**
 * What logistic regression learns from. Only classes that occur take part (`present`, in order), as in scikit-learn. Parameters lie in rows of
 * `stride`: one row of weights for each pixel, then one of biases; columns follow `present`, the rest are zeros.
 */
export interface LogisticProblem {
  data: PreparedData;
  present: Uint8Array;
  stride: number;
  /** How much an image counts, by class of the task. */
  counts: Float64Array;
  /** Sum of what all images count. */
  total: number;
  /** What half the squared weights are multiplied with, beside the mean loss. */
  strength: number;
}

/**
 * scikit-learn minimises C times the summed losses plus half the squared weights (biases left free); here both are divided by C and by what the
 * images count together. Between two classes scikit-learn has a single column of weights w, for which two columns w / 2 and -w / 2 stand here:
 * their squares sum to half of w's, hence the doubled strength.
 */
export function logisticProblem(data: PreparedData, C: number): LogisticProblem {
  const images = trainingCounts(data);
  const present = Uint8Array.from([...images.keys()].filter((k) => images[k]! > 0));
  const counts = Float64Array.from(images, (_, k) => data.classWeights?.[k] ?? 1);
  const total = images.reduce((sum, count, k) => sum + count * counts[k]!, 0);
  const strength = (present.length === 2 ? 2 : 1) / (C * total);
  return { data, present, stride: strideOf(present.length), counts, total, strength };
}

/** Parameters for bytes out of parameters for scaled pixels: the scaling is linear, so it moves into weights and biases. */
export function forBytes(point: Float64Array, { data: { offset, factor }, stride }: LogisticProblem): Float64Array {
  const folded = point.map((value) => value * factor);
  const biases = point.length - stride;
  for (let k = 0; k < stride; k++) {
    let sum = 0;
    for (let at = k; at < biases; at += stride) sum += folded[at]!;
    folded[biases + k] = point[biases + k]! - offset * sum;
  }
  return folded;
}

/** The mean loss plus L2, and its gradient, over all training images. */
export function objectiveOf(problem: LogisticProblem, progress: () => Progress): Objective {
  return function* (point) {
    const sums = new Float64Array(point.length);
    const loss = yield* addUp(problem, forBytes(point, problem), sums, progress);
    return finish(problem, point, loss, sums);
  };
}

/** Summed losses; into `sums` go errors times bytes, and the errors themselves in the last row. */
function* addUp(problem: LogisticProblem, weights: Float64Array, sums: Float64Array, progress: () => Progress): Steps<number> {
  const { data, present, stride, counts } = problem;
  const { pixels, positions, size } = rowsAt(data, data.train);
  const [ink, errors, biases] = [createInk(size), new Float64Array(stride), size * stride];
  const columns = new Int16Array(data.classNames.length).fill(-1);
  for (const [column, label] of present.entries()) columns[label] = column;
  let loss = 0;
  for (let i = 0; i < positions.length; i++) {
    if (i % CHUNK === CHUNK - 1) yield progress();
    const label = data.targets[positions[i]!]!;
    readInk(ink, pixels, positions[i]! * size, size, stride);
    loss += errorsOf(weights, biases, columns[label]!, counts[label]!);
    spreadInk(ink, errors, stride, sums);
    for (let k = 0; k < stride; k++) sums[biases + k]! += errors[k]!;
  }
  return loss;

  function errorsOf(matrix: Float64Array, biasRow: number, right: number, count: number): number {
    weighInk(ink, matrix, stride, errors);
    for (let k = 0; k < stride; k++) errors[k]! += matrix[biasRow + k]!;
    const logit = errors[right]!;
    const logSum = softmaxInPlace(errors, present.length);
    errors[right]! -= 1;
    for (let k = 0; k < stride; k++) errors[k] = k < present.length ? errors[k]! * count : 0;
    return count * (logSum - logit);
  }
}

function finish(
  { data: { offset, factor }, stride, total, strength }: LogisticProblem,
  point: Float64Array,
  loss: number,
  sums: Float64Array,
) {
  const biases = point.length - stride;
  let squares = 0;
  const gradient = sums.map((sum, at) => {
    if (at >= biases) return sum / total;
    const weight = point[at]!;
    squares += weight * weight;
    return (factor * (sum - offset * sums[biases + (at % stride)]!)) / total + strength * weight;
  });
  return { value: loss / total + (strength / 2) * squares, gradient };
}
