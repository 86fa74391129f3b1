import { labelIssues, rankLabels } from './confident-learning';
import { argmaxRows } from './probabilities';

/** A model's answers to a set of images: what a selection is made from. */
export interface SetAnswers {
  /** Right classes, one per image. */
  targets: Uint8Array;
  /** images * classes numbers, image after image. */
  probabilities: Float32Array;
  classNames: readonly string[];
}

/** Which images of a set are meant; every condition must hold. */
export interface ImageFilter {
  /** The true class; `null` for any. */
  truth: number | null;
  /** The predicted class; `null` for any. */
  predicted: number | null;
  verdict: 'any' | 'right' | 'wrong';
  /** Confidence above `from` and up to `to`, shares of 1; 0 belongs to the stretch that begins there. */
  from: number;
  to: number;
  /** Images that give a class at least this probability: what a point of its ROC or precision-recall curve stands for. */
  score: { label: number; atLeast: number } | null;
  /** Only images whose label is possibly wrong. */
  suspects: boolean;
  /** Only these rows of the answers: images that were chosen one by one; `null` for all. */
  among: readonly number[] | null;
}

export const ALL_IMAGES: ImageFilter = {
  truth: null,
  predicted: null,
  verdict: 'any',
  from: 0,
  to: 1,
  score: null,
  suspects: false,
  among: null,
};

/**
 * How images are sorted: by confidence (the probability of the predicted class), by difficulty (the probability of the right class, lowest
 * first), or by how much the model contradicts the label.
 */
export type ImageOrder = 'confident' | 'unsure' | 'hardest' | 'suspicious';

/** What is computed once for a set of answers, whatever is selected from it. */
export interface JudgedAnswers {
  answers: SetAnswers;
  /** The predicted class of each image. */
  predictions: Uint8Array;
  /** The probability of the predicted class of each image. */
  confidences: Float32Array;
  /** Rows whose label is possibly wrong, the most suspicious first. */
  suspects: Uint32Array;
}

/**
 * Predicted classes and confidences of a set.
 *
 * @param threshold of two classes, the second one is predicted where its probability exceeds this; `null` for the most likely class
 */
export function judge(answers: SetAnswers, threshold: number | null = null): JudgedAnswers {
  const { targets, probabilities, classNames } = answers;
  const classes = classNames.length;
  const predictions =
    threshold !== null && classes === 2
      ? Uint8Array.from(targets, (_, row) => (probabilities[2 * row + 1]! > threshold ? 1 : 0))
      : argmaxRows(probabilities, classes);
  const confidences = Float32Array.from(predictions, (predicted, row) => probabilities[row * classes + predicted]!);
  return { answers, predictions, confidences, suspects: labelIssues(probabilities, targets, classes) };
}

/** Rows of the images that a filter lets through, in the wanted order; of equals, the earlier row comes first. */
export function selectImages(judged: JudgedAnswers, filter: ImageFilter, order: ImageOrder): Uint32Array {
  const { answers, suspects } = judged;
  const { targets, probabilities, classNames } = answers;
  const isSuspect = new Set(suspects);
  const chosen = filter.among && new Set(filter.among);
  const passed = passes(judged, filter);
  const wanted = (row: number) => (!filter.suspects || isSuspect.has(row)) && (!chosen || chosen.has(row)) && passed(row);
  if (order === 'suspicious') return rankLabels(probabilities, targets, classNames.length).filter(wanted);
  const key = sortKey(judged, order);
  return Uint32Array.from(targets.keys())
    .filter(wanted)
    .sort((a, b) => key(a) - key(b) || a - b);
}

function passes({ answers, predictions, confidences }: JudgedAnswers, filter: ImageFilter): (row: number) => boolean {
  const { truth, predicted, verdict, from, to, score } = filter;
  const { targets, probabilities, classNames } = answers;
  return (row) => {
    const confidence = confidences[row]!;
    return (
      (truth === null || targets[row] === truth) &&
      (predicted === null || predictions[row] === predicted) &&
      (verdict === 'any' || (predictions[row] === targets[row]) === (verdict === 'right')) &&
      // A broken network's confidence is no number; nothing but its whole range contains that.
      ((from <= 0 && to >= 1) || ((from <= 0 || confidence > from) && confidence <= to)) &&
      (score === null || probabilities[row * classNames.length + score.label]! >= score.atLeast)
    );
  };
}

/** A number for each row, the first in order having the lowest. NaN counts as 0. */
function sortKey({ answers, confidences }: JudgedAnswers, order: Exclude<ImageOrder, 'suspicious'>): (row: number) => number {
  const { targets, probabilities, classNames } = answers;
  switch (order) {
    case 'confident':
      return (row) => -(confidences[row]! || 0);
    case 'unsure':
      return (row) => confidences[row]! || 0;
    case 'hardest':
      return (row) => probabilities[row * classNames.length + targets[row]!]! || 0;
  }
}
