import type { Objective } from '@/engine/classical/logistic/lbfgs';
import { settle } from '@/engine/classical/logistic/settle';
import { softmaxInPlace } from '@/engine/classical/logistic/softmax';
import { trainingCounts } from '@/engine/classical/rows';
import type { Progress } from '@/engine/classical/slices';
import type { RowAlgorithm, RowLesson } from './types';

/** Weights of the classes that had training rows; the others are never likely. */
export interface RowLogisticState {
  kind: 'rowLogistic';
  classes: number;
  present: Uint8Array;
  /** A row of `present.length` numbers for each input, then one of biases. */
  weights: Float64Array;
  iterations: number;
  /** Whether it came to rest before the iterations ran out. */
  settled: boolean;
}

/** Rows between two pauses. */
const CHUNK = 400;

/** Multinomial logistic regression with L2, fitted by L-BFGS on all rows at once, as scikit-learn's LogisticRegression. */
export const rowLogistic: RowAlgorithm<'logisticRegression', RowLogisticState> = {
  *fit(lesson) {
    const { C, maxIterations } = lesson.model;
    const counts = trainingCounts(lesson.data);
    const present = Uint8Array.from([...counts.keys()].filter((label) => counts[label]! > 0));
    const size = (lesson.rows.width + 1) * present.length;
    const { point, iterations, settled } = yield* settle((progress) => objectiveOf(lesson, present, C, progress), size, maxIterations);
    return { kind: 'rowLogistic', classes: lesson.data.classNames.length, present, weights: point, iterations, settled };
  },

  *predict({ classes, present, weights }, { inputs, width, positions }) {
    const sums = new Float64Array(present.length);
    const probabilities = new Float32Array(positions.length * classes);
    for (const [i, position] of positions.entries()) {
      if (i % CHUNK === CHUNK - 1) yield { share: i / positions.length, words: 'Asking about rows' };
      weigh(weights, inputs, position * width, width, sums);
      softmaxInPlace(sums, present.length);
      for (const [k, label] of present.entries()) probabilities[i * classes + label] = sums[k]!;
    }
    return probabilities;
  },
};

/** The weighted sums of a row that begins at `start`, one for each present class. */
function weigh(weights: Float64Array, inputs: Float32Array, start: number, width: number, sums: Float64Array): void {
  const classes = sums.length;
  for (let k = 0; k < classes; k++) sums[k] = weights[width * classes + k]!;
  for (let j = 0; j < width; j++) {
    const value = inputs[start + j]!;
    if (value !== 0) for (let k = 0; k < classes; k++) sums[k]! += value * weights[j * classes + k]!;
  }
}

/**
 * The mean loss plus L2, and its gradient, over all training rows. scikit-learn minimises C times the summed losses plus half the squared weights (biases left
 * free); here both are divided by C and by what the rows count together. Between two classes scikit-learn has a single column of weights w, for which two
 * columns w / 2 and -w / 2 stand here: hence the doubled strength.
 */
function objectiveOf(
  { data, rows: { inputs, width } }: RowLesson<'logisticRegression'>,
  present: Uint8Array,
  C: number,
  progress: () => Progress,
): Objective {
  const { train, targets, classWeights } = data;
  const classes = present.length;
  const place = new Int16Array(data.classNames.length).fill(-1);
  for (const [k, label] of present.entries()) place[label] = k;
  const countOf = (label: number) => classWeights?.[label] ?? 1;
  const total = train.reduce((sum, row) => sum + countOf(targets[row]!), 0);
  const strength = (classes === 2 ? 2 : 1) / (C * total);
  const biases = width * classes;
  return function* (point) {
    const gradient = new Float64Array(point.length);
    const errors = new Float64Array(classes);
    let loss = 0;
    for (let i = 0; i < train.length; i++) {
      if (i % CHUNK === CHUNK - 1) yield progress();
      const start = train[i]! * width;
      const label = targets[train[i]!]!;
      const [right, count] = [place[label]!, countOf(label)];
      weigh(point, inputs, start, width, errors);
      const logit = errors[right]!;
      loss += count * (softmaxInPlace(errors, classes) - logit);
      errors[right]! -= 1;
      for (let k = 0; k < classes; k++) errors[k]! *= count / total;
      for (let j = 0; j < width; j++) {
        const value = inputs[start + j]!;
        if (value !== 0) for (let k = 0; k < classes; k++) gradient[j * classes + k]! += value * errors[k]!;
      }
      for (let k = 0; k < classes; k++) gradient[biases + k]! += errors[k]!;
    }
    let squares = 0;
    for (let at = 0; at < biases; at++) {
      squares += point[at]! * point[at]!;
      gradient[at]! += strength * point[at]!;
    }
    return { value: loss / total + (strength / 2) * squares, gradient };
  };
}
