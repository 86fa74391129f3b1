import { imageBytes } from '@/dataset/image-size';
import type { Algorithm } from '@/engine/classical/algorithm';
import { createInk, readInk, strideOf, weighInk } from '@/engine/classical/ink';
import { forBytes, logisticProblem, objectiveOf } from './objective';
import { settle } from './settle';
import { softmaxInPlace } from './softmax';

export interface LogisticRegressionState {
  kind: 'logisticRegression';
  classes: number;
  /** The classes that had training images; the others are never likely. */
  present: Uint8Array;
  /** For bytes: a row for each pixel, then the biases; columns follow `present`, filled up with zeros. */
  weights: Float64Array;
  iterations: number;
  /** Whether it came to rest before the iterations ran out. */
  settled: boolean;
}

/** Images between two pauses. */
const CHUNK = 500;

/** Multinomial logistic regression with L2, fitted by L-BFGS on all images at once, as scikit-learn's LogisticRegression. */
export const logisticRegression: Algorithm<'logisticRegression', LogisticRegressionState> = {
  *fit({ model: { C, maxIterations }, data }) {
    const problem = logisticProblem(data, C);
    const size = (imageBytes(data) + 1) * problem.stride;
    const { point, iterations, settled } = yield* settle((progress) => objectiveOf(problem, progress), size, maxIterations);
    const weights = forBytes(point, problem);
    return { kind: 'logisticRegression', classes: data.classNames.length, present: problem.present, weights, iterations, settled };
  },

  *predict({ classes, present, weights }, { pixels, positions, size }) {
    const stride = strideOf(present.length);
    const [ink, sums, biases] = [createInk(size), new Float64Array(stride), size * stride];
    const probabilities = new Float32Array(positions.length * classes);
    for (const [i, position] of positions.entries()) {
      if (i % CHUNK === CHUNK - 1) yield { share: i / positions.length, words: 'Asking about images' };
      readInk(ink, pixels, position * size, size, stride);
      weighInk(ink, weights, stride, sums);
      for (let k = 0; k < stride; k++) sums[k]! += weights[biases + k]!;
      softmaxInPlace(sums, present.length);
      for (const [k, label] of present.entries()) probabilities[i * classes + label] = sums[k]!;
    }
    return probabilities;
  },

  isWhole: ({ present, weights }, data) => weights.length === (imageBytes(data) + 1) * strideOf(present.length),

  notes: ({ settled, iterations }) =>
    settled
      ? []
      : [`Stopped after ${iterations} ${iterations === 1 ? 'iteration' : 'iterations'}, before it had settled: more may do better.`],
};
