import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calibrationOf } from '@/metrics/calibration';
import { confusionMatrix } from '@/metrics/confusion';
import { logLoss } from '@/metrics/log-loss';
import { argmaxRows } from '@/metrics/probabilities';
import { cohenKappa, precisionRecallCurve, type RankingCurve, rocCurve, topAccuracy } from '@/metrics/ranking';
import { type ClassificationReport, classificationReport, thresholdedReport } from '@/metrics/report';
import { reportText } from '@/metrics/report-text';

/** What scikit-learn says of random answers (tests/golden/make-reports.py). */
interface Golden {
  parts: number;
  cases: Case[];
}
interface Case {
  name: string;
  names: string[];
  targets: number[];
  parts: number[][];
  confusion: number[][];
  report: Reported;
  text: string;
  text4: string;
  thresholded: { threshold: number; report: Reported; text: string }[];
  logLoss: number;
  roc: Ranked[];
  precisionRecall: Ranked[];
  top2: number | null;
  kappa: number;
  calibration: { accuracy: number[]; confidence: number[] };
}
type Reported = Record<string, Record<'precision' | 'recall' | 'f1-score' | 'support', number> | number>;
interface Ranked {
  class: number;
  /** x (or y), y (or x), thresholds. */
  points: (number | null)[][];
  area: number;
}

const golden: Golden = JSON.parse(readFileSync(new URL('../../golden/files/reports.json', import.meta.url), 'utf8'));

const finite = (values: number[]) => values.map((value) => (Number.isFinite(value) ? value : null));

function expectReport(report: ClassificationReport, wanted: Reported): void {
  for (const row of [...report.classes, ...report.averages]) {
    const theirs = wanted[row.name];
    if (typeof theirs !== 'object') throw new Error(`scikit-learn has no ${row.name}`);
    expect(row.precision).toBeCloseTo(theirs.precision, 12);
    expect(row.recall).toBeCloseTo(theirs.recall, 12);
    expect(row.f1).toBeCloseTo(theirs['f1-score'], 12);
    expect(row.support).toBe(theirs.support);
  }
}

function expectCurve(curve: RankingCurve, wanted: Ranked, [x, y]: [number, number]): void {
  const points = (which: number) => wanted.points[which]!.map((value) => value ?? Number.POSITIVE_INFINITY);
  expect(curve.area).toBeCloseTo(wanted.area, 12);
  expect(curve.x).toHaveLength(points(x).length);
  curve.x.forEach((value, i) => {
    expect(value).toBeCloseTo(points(x)[i]!, 12);
  });
  curve.y.forEach((value, i) => {
    expect(value).toBeCloseTo(points(y)[i]!, 12);
  });
}

describe.each(golden.cases)('$name', (given) => {
  const { names, targets } = given;
  const classes = names.length;
  const probabilities = Float32Array.from(given.parts.flat(), (part) => part / golden.parts);
  const confusion = confusionMatrix(targets, argmaxRows(probabilities, classes), classes);
  const scoresOf = (label: number) => targets.map((_, i) => probabilities[i * classes + label]!);
  const isOf = (label: number) => targets.map((target) => target === label);

  test('confusion matrix', () => expect(confusion).toEqual(given.confusion));

  test('classification report, in numbers and to the digit', () => {
    const report = classificationReport(confusion, names);
    expectReport(report, given.report);
    expect(reportText(report)).toBe(given.text);
    expect(reportText(report, 4)).toBe(given.text4);
  });

  test.each(given.thresholded)('report above $threshold', ({ threshold, report: wanted, text }) => {
    const report = thresholdedReport(probabilities, targets, names, threshold);
    expectReport(report, wanted);
    expect(reportText(report)).toBe(text);
  });

  test.each(given.roc)('ROC of class $class', (wanted) => {
    const curve = rocCurve(scoresOf(wanted.class), isOf(wanted.class));
    expectCurve(curve, wanted, [0, 1]);
    // scikit-learn 1.2 puts its first threshold one above the highest score, where later versions have infinity.
    expect(curve.thresholds.slice(1)).toEqual(wanted.points[2]!.slice(1));
  });

  test.each(given.precisionRecall)('precision and recall of class $class', (wanted) => {
    const curve = precisionRecallCurve(scoresOf(wanted.class), isOf(wanted.class));
    expectCurve(curve, wanted, [1, 0]);
    expect(finite(curve.thresholds.slice(0, -1))).toEqual(wanted.points[2]);
  });

  test.skipIf(given.top2 === null)('top-2 accuracy', () =>
    expect(topAccuracy(probabilities, targets, classes, 2)).toBeCloseTo(given.top2!, 12),
  );

  // scikit-learn computes it in 32-bit floats.
  test('log loss', () => expect(Math.abs(logLoss(probabilities, targets, classes) / given.logLoss - 1)).toBeLessThan(2e-6));

  test("Cohen's kappa", () => expect(cohenKappa(confusion)).toBeCloseTo(given.kappa, 12));

  test('calibration', () => {
    const { bins, error } = calibrationOf(probabilities, targets, classes);
    const filled = bins.filter((bin) => bin.count > 0);
    filled.forEach((bin, i) => {
      expect(bin.accuracy).toBeCloseTo(given.calibration.accuracy[i]!, 12);
      expect(bin.confidence).toBeCloseTo(given.calibration.confidence[i]!, 12);
    });
    expect(filled).toHaveLength(given.calibration.accuracy.length);
    const distances = filled.map((bin) => (bin.count / targets.length) * Math.abs(bin.accuracy - bin.confidence));
    expect(error).toBeCloseTo(
      distances.reduce((total, distance) => total + distance, 0),
      12,
    );
  });
});
