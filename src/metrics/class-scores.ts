import { pairwiseSum } from './pairwise-sum';

/** How often each class was said, said rightly, and how often it would have been right to say it; in images. */
export interface ClassTallies {
  truePositives: readonly number[];
  predicted: readonly number[];
  support: readonly number[];
}

/** Precision, recall and their harmonic mean, each 0 to 1. */
export interface ClassScore {
  precision: number;
  recall: number;
  f1: number;
}

/** What a confusion matrix (rows: true classes, columns: predicted ones) says of each class. */
export function talliesOf(confusion: readonly (readonly number[])[]): ClassTallies {
  return {
    truePositives: confusion.map((row, i) => row[i]!),
    predicted: confusion.map((_, column) => sum(confusion.map((row) => row[column]!))),
    support: confusion.map(sum),
  };
}

/** The scores of each class. Where nothing was said, or nothing was there to be said, a score is 0 (scikit-learn's zero_division=0). */
export const classScores = ({ truePositives, predicted, support }: ClassTallies): ClassScore[] =>
  truePositives.map((hits, i) => scoreOf(hits, predicted[i]!, support[i]!));

/** The scores of all classes' hits, sayings and images added up (scikit-learn's micro average). */
export const microScore = ({ truePositives, predicted, support }: ClassTallies): ClassScore =>
  scoreOf(sum(truePositives), sum(predicted), sum(support));

/** The mean of the classes' scores, every class counting alike (scikit-learn's macro average). NaN without classes. */
export function macroScore(tallies: ClassTallies): ClassScore {
  const scores = classScores(tallies);
  const mean = (of: (score: ClassScore) => number) => pairwiseSum(scores.map(of)) / scores.length;
  return { precision: mean((score) => score.precision), recall: mean((score) => score.recall), f1: mean((score) => score.f1) };
}

/** Accuracy of telling one class from the rest: (true positives + true negatives) / all. NaN without images. */
export function classAccuracy(confusion: readonly (readonly number[])[], label: number): number {
  const { truePositives, predicted, support } = talliesOf(confusion);
  const all = sum(support);
  const wrong = predicted[label]! + support[label]! - 2 * truePositives[label]!;
  return (all - wrong) / all;
}

function scoreOf(hits: number, said: number, there: number): ClassScore {
  const precision = ratio(hits, said);
  const recall = ratio(hits, there);
  return { precision, recall, f1: harmonicMean(precision, recall) };
}

/** 2 p r / (p + r), and 0 where both are 0. */
export const harmonicMean = (precision: number, recall: number): number => ratio(2 * precision * recall, precision + recall);

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
