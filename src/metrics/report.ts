import { type ClassScore, type ClassTallies, classScores, harmonicMean, macroScore, microScore, talliesOf } from './class-scores';
import { pairwiseSum } from './pairwise-sum';

/** One line of a report: scores, and the images that they speak of. */
export interface ReportRow extends ClassScore {
  name: string;
  support: number;
}

/** A classification report as scikit-learn makes it. `averages` stand in its order. */
export interface ClassificationReport {
  classes: ReportRow[];
  /**
   * Share of right answers; `null` where a micro average stands in its place: in a thresholded report, and, as scikit-learn has it, where some class
   * is neither there nor ever said.
   */
  accuracy: number | null;
  averages: ReportRow[];
  /** Images. */
  support: number;
}

/**
 * Precision, recall, F1 and support of each class, accuracy, macro and weighted averages: scikit-learn's classification_report with all
 * labels and zero_division=0.
 *
 * @param confusion rows: true classes, columns: predicted ones, in images
 * @param names one per class
 */
export function classificationReport(confusion: readonly (readonly number[])[], names: readonly string[]): ClassificationReport {
  const tallies = talliesOf(confusion);
  const support = sum(tallies.support);
  const missing = tallies.support.some((count, i) => count + tallies.predicted[i]! === 0);
  return {
    classes: classRows(tallies, names),
    accuracy: missing ? null : sum(tallies.truePositives) / support,
    averages: [...(missing ? [microRow(tallies)] : []), macroRow(tallies), weightedRow(tallies)],
    support,
  };
}

/**
 * The report where a class is said of an image exactly if its probability exceeds `threshold`, so that an image may be given none, or
 * several: scikit-learn's classification_report on the binary indicator matrix, with micro, macro, weighted and samples averages.
 *
 * @param probabilities images * classes numbers, image after image
 * @param targets right classes, one per image
 */
export function thresholdedReport(
  probabilities: Float32Array,
  targets: ArrayLike<number>,
  names: readonly string[],
  threshold: number,
): ClassificationReport {
  const tallies = thresholdedTallies(probabilities, targets, names.length, threshold);
  const support = sum(tallies.support);
  const samples: ReportRow = { name: 'samples avg', ...samplesScore(probabilities, targets, names.length, threshold), support };
  return {
    classes: classRows(tallies, names),
    accuracy: null,
    averages: [microRow(tallies), macroRow(tallies), weightedRow(tallies), samples],
    support,
  };
}

/** How often each class is said, rightly said, and right, where it is said exactly if its probability exceeds `threshold`. */
export function thresholdedTallies(
  probabilities: Float32Array,
  targets: ArrayLike<number>,
  classes: number,
  threshold: number,
): { truePositives: number[]; predicted: number[]; support: number[] } {
  const zeros = () => new Array<number>(classes).fill(0);
  const tallies = { truePositives: zeros(), predicted: zeros(), support: zeros() };
  for (let image = 0; image < targets.length; image++) {
    const target = targets[image]!;
    tallies.support[target]! += 1;
    for (let k = 0; k < classes; k++) {
      if (!(probabilities[image * classes + k]! > threshold)) continue;
      tallies.predicted[k]! += 1;
      if (k === target) tallies.truePositives[k]! += 1;
    }
  }
  return tallies;
}

/** The mean over the images of each one's own scores: of its one right class, and the classes said of it. 0 where nothing is said. */
function samplesScore(probabilities: Float32Array, targets: ArrayLike<number>, classes: number, threshold: number): ClassScore {
  const scores = Array.from(targets as ArrayLike<number>, (target, image): ClassScore => {
    const row = probabilities.subarray(image * classes, (image + 1) * classes);
    if (!(row[target]! > threshold)) return { precision: 0, recall: 0, f1: 0 };
    const precision = 1 / row.reduce((said, value) => said + (value > threshold ? 1 : 0), 0);
    return { precision, recall: 1, f1: harmonicMean(precision, 1) };
  });
  const mean = (of: (score: ClassScore) => number) => pairwiseSum(scores.map(of)) / Math.max(1, scores.length);
  return { precision: mean((score) => score.precision), recall: mean((score) => score.recall), f1: mean((score) => score.f1) };
}

const classRows = (tallies: ClassTallies, names: readonly string[]): ReportRow[] =>
  classScores(tallies).map((score, i) => ({ name: names[i] ?? `class ${i}`, ...score, support: tallies.support[i]! }));

const microRow = (tallies: ClassTallies): ReportRow => ({ name: 'micro avg', ...microScore(tallies), support: sum(tallies.support) });

const macroRow = (tallies: ClassTallies): ReportRow => ({ name: 'macro avg', ...macroScore(tallies), support: sum(tallies.support) });

/** The mean of the classes' scores, each class counting by its images; 0 without any. */
function weightedRow(tallies: ClassTallies): ReportRow {
  const scores = classScores(tallies);
  const support = sum(tallies.support);
  const mean = (of: (score: ClassScore) => number) =>
    support === 0 ? 0 : pairwiseSum(scores.map((score, i) => of(score) * tallies.support[i]!)) / support;
  return {
    name: 'weighted avg',
    precision: mean((score) => score.precision),
    recall: mean((score) => score.recall),
    f1: mean((score) => score.f1),
    support,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
