import { type Calibration, calibrationOf } from '@/metrics/calibration';
import { talliesOf } from '@/metrics/class-scores';
import { accuracyOf, confusionMatrix } from '@/metrics/confusion';
import { logLoss } from '@/metrics/log-loss';
import { argmaxRows } from '@/metrics/probabilities';
import { cohenKappa, precisionRecallCurve, type RankingCurve, rocCurve, topAccuracy } from '@/metrics/ranking';
import { type ClassificationReport, classificationReport, thresholdedReport, thresholdedTallies } from '@/metrics/report';
import type { SetPredictions } from '@/stores/types';

/** What is said and what is right: all that figures need of a set. */
export type Answers = Pick<SetPredictions, 'targets' | 'probabilities' | 'classNames'>;

/** How probabilities become answers: the most likely class, or every class above a threshold. */
export type Decision = { kind: 'largest' } | { kind: 'above'; threshold: number };

/** What a person chose to see. */
export interface ReportView {
  decision: Decision;
  /** The class whose curves are in bold; `null` for all. */
  chosen: number | null;
}

export const INITIAL_VIEW: ReportView = { decision: { kind: 'largest' }, chosen: null };

/** The figures of a set under a decision. */
export interface Decided {
  report: ClassificationReport;
  /** One class against the rest, (TP + TN) / all, class by class. */
  accuracies: number[];
  /** `null` where an image may be given no class, or several. */
  confusion: number[][] | null;
}

/** What does not depend on a decision; the curves are one per class. */
export interface ReportMetrics {
  roc: RankingCurve[];
  precisionRecall: RankingCurve[];
  calibration: Calibration;
  topTwo: number;
  logLoss: number;
}

/** The second of two classes is the one that a threshold is for, as in scikit-learn's binary figures. */
export const isBinary = ({ classNames }: Pick<Answers, 'classNames'>): boolean => classNames.length === 2;

/** Sorts the images once per class: a tenth of a second on 10,000 images of ten classes. */
export function reportMetrics({ targets, probabilities, classNames }: Answers): ReportMetrics {
  const classes = classNames.length;
  const ranked = classNames.map((_, label) => {
    const scores = Float32Array.from(targets, (_target, image) => probabilities[image * classes + label] ?? 0);
    const right = Uint8Array.from(targets, (target) => (target === label ? 1 : 0));
    return { roc: rocCurve(scores, right), precisionRecall: precisionRecallCurve(scores, right) };
  });
  return {
    roc: ranked.map(({ roc }) => roc),
    precisionRecall: ranked.map(({ precisionRecall }) => precisionRecall),
    calibration: calibrationOf(probabilities, targets, classes),
    topTwo: topAccuracy(probabilities, targets, classes, 2),
    logLoss: logLoss(probabilities, targets, classes),
  };
}

/**
 * Counts the answers. Of two classes each image is given one, the second exactly if its probability exceeds the threshold; of more, each class
 * is said or not said by itself.
 */
export function decide(answers: Answers, decision: Decision): Decided {
  const { targets, probabilities, classNames } = answers;
  if (decision.kind === 'above' && !isBinary(answers)) {
    const tallies = thresholdedTallies(probabilities, targets, classNames.length, decision.threshold);
    const report = thresholdedReport(probabilities, targets, classNames, decision.threshold);
    return { report, accuracies: accuraciesOf(tallies, targets.length), confusion: null };
  }
  const confusion = confusionMatrix(targets, answersUnder(answers, decision), classNames.length);
  const report = classificationReport(confusion, classNames);
  return { report, accuracies: accuraciesOf(talliesOf(confusion), targets.length), confusion };
}

/** The classes that an image is given: one, or under a threshold for more than two classes none or several. */
export function classesUnder(answers: Answers, decision: Decision): (image: number) => number[] {
  const { probabilities, classNames } = answers;
  if (decision.kind === 'above' && !isBinary(answers)) {
    const { threshold } = decision;
    return (image) => [...classNames.keys()].filter((k) => (probabilities[image * classNames.length + k] ?? 0) > threshold);
  }
  const answer = answersUnder(answers, decision);
  return (image) => [answer[image] ?? 0];
}

function answersUnder({ targets, probabilities, classNames }: Answers, decision: Decision): Uint8Array {
  if (decision.kind === 'largest') return argmaxRows(probabilities, classNames.length);
  return Uint8Array.from(targets, (_, image) => ((probabilities[2 * image + 1] ?? 0) > decision.threshold ? 1 : 0));
}

/** Accuracy and Cohen's kappa: of the decision where it gives every image one class, else of the most likely class. */
export function agreement(answers: Answers, decided: Decided): { accuracy: number; kappa: number } {
  const confusion = decided.confusion ?? decide(answers, { kind: 'largest' }).confusion ?? [];
  return { accuracy: accuracyOf(confusion), kappa: cohenKappa(confusion) };
}

/** Where a class stands on its two curves if it is said exactly above a threshold. */
export interface OperatingPoint {
  /** False positive rate. */
  falseAlarms: number;
  /** True positive rate: recall. */
  found: number;
  precision: number;
}

/** `null` where one of the two sorts of images is missing, so that there is no curve to stand on. */
export function operatingPoint({ targets, probabilities, classNames }: Answers, label: number, threshold: number): OperatingPoint | null {
  const { truePositives, predicted, support } = thresholdedTallies(probabilities, targets, classNames.length, threshold);
  const [hits = 0, said = 0, there = 0] = [truePositives[label], predicted[label], support[label]];
  const others = targets.length - there;
  if (there === 0 || others === 0) return null;
  // Where nothing is said there is no mistake either: the curve ends at precision 1.
  return { falseAlarms: (said - hits) / others, found: hits / there, precision: said === 0 ? 1 : hits / said };
}

/** The mean of what is a number: classes without images have no curve and no area. NaN where none is. */
export function meanArea(curves: readonly RankingCurve[]): number {
  const areas = curves.map(({ area }) => area).filter(Number.isFinite);
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

/** A point of a curve: what it is said of has at least this probability; infinite where nothing is said. */
export interface CurvePoint {
  x: number;
  y: number;
  threshold: number;
}

/** The points of a curve to be drawn, at most `limit`, evenly along its order, both ends among them. None where it has no area. */
export function pointsOf({ x, y, thresholds, area }: RankingCurve, limit: number): CurvePoint[] {
  if (Number.isNaN(area)) return [];
  const count = Math.min(limit, x.length);
  const places = Array.from({ length: count }, (_, k) => Math.round((k * (x.length - 1)) / Math.max(1, count - 1)));
  return places.map((i) => ({ x: x[i] ?? 0, y: y[i] ?? 0, threshold: thresholds[i] ?? Number.POSITIVE_INFINITY }));
}

/**
 * The best point that a curve reaches at a place of the horizontal axis: of a rising one (ROC) the highest up to there, of a falling one (precision over
 * recall) the highest from there on. `null` where the curve has no area.
 */
export function bestAt({ x, y, thresholds, area }: RankingCurve, place: number, rising: boolean): CurvePoint | null {
  if (Number.isNaN(area)) return null;
  let best: CurvePoint = { x: place, y: 0, threshold: Number.POSITIVE_INFINITY };
  y.forEach((height, i) => {
    const [at = 0, threshold = Number.POSITIVE_INFINITY] = [x[i], thresholds[i]];
    if ((at <= place === rising || at === place) && height > best.y) best = { x: at, y: height, threshold };
  });
  return best;
}

function accuraciesOf(
  { truePositives, predicted, support }: { truePositives: readonly number[]; predicted: readonly number[]; support: readonly number[] },
  images: number,
): number[] {
  return truePositives.map((hits, i) => (images - (predicted[i] ?? 0) - (support[i] ?? 0) + 2 * hits) / images);
}
