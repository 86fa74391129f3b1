import { labelIssues, rankLabels } from './confident-learning';
import type { ImageFilter, ImageOrder } from './image-filter';
import { argmaxRows } from './probabilities';

/** A model's answers to a set of images: what a selection is made from. */
export interface SetAnswers {
  /** Right classes, one per image. */
  targets: Uint8Array;
  /** images * classes numbers, image after image. */
  probabilities: Float32Array;
  classNames: readonly string[];
}

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
