import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestPoint } from '@/features/evaluation/charts/use-nearest';
import {
  type Answers,
  agreement,
  bestAt,
  classesUnder,
  type Decision,
  decide,
  meanArea,
  operatingPoint,
  pointsOf,
  reportMetrics,
} from '@/features/evaluation/report-metrics';
import { rocCurve } from '@/metrics/ranking';

/** Images given as [right class, probabilities]. */
function answersOf(classNames: string[], images: [number, number[]][]): Answers {
  return {
    classNames,
    targets: Uint8Array.from(images, ([target]) => target),
    probabilities: Float32Array.from(images.flatMap(([, row]) => row)),
  };
}

const three = answersOf(
  ['a', 'b', 'c'],
  [
    [0, [0.75, 0.25, 0]],
    [0, [0.25, 0.5, 0.25]],
    [1, [0.25, 0.5, 0.25]],
    [2, [0.375, 0.375, 0.25]],
  ],
);

const pair = answersOf(
  ['Dress', 'Coat'],
  [
    [0, [0.9, 0.1]],
    [0, [0.4, 0.6]],
    [1, [0.4375, 0.5625]],
    [1, [0.2, 0.8]],
  ],
);

const random = fc
  .integer({ min: 2, max: 4 })
  .chain((classes) =>
    fc.array(fc.tuple(fc.nat(classes - 1), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: classes, maxLength: classes })), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map((images) => {
    const classes = images[0]?.[1].length ?? 2;
    const share = (row: number[]) => row.map((value) => value / row.reduce((a, b) => a + b, 0));
    return answersOf(
      Array.from({ length: classes }, (_, i) => `class ${i}`),
      images.map(([target, row]) => [target, share(row)]),
    );
  });

describe('a decision', () => {
  it('by the largest probability gives every image one class, the first of equals', () => {
    const { confusion, report, accuracies } = decide(three, { kind: 'largest' });
    expect(confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(report.accuracy).toBe(0.5);
    expect(accuracies).toEqual([0.5, 0.75, 0.75]);
  });

  it('above p gives an image no class, or several', () => {
    const none = decide(three, { kind: 'above', threshold: 0.5 });
    expect(none.confusion).toBeNull();
    expect(none.report.classes.map(({ recall }) => recall)).toEqual([0.5, 0, 0]);
    expect(none.accuracies).toEqual([0.75, 0.75, 0.75]);
    expect(none.report.averages.map(({ name }) => name)).toEqual(['micro avg', 'macro avg', 'weighted avg', 'samples avg']);
    const all = decide(three, { kind: 'above', threshold: -1 });
    expect(all.report.classes.map(({ recall }) => recall)).toEqual([1, 1, 1]);
    expect(all.accuracies).toEqual([0.5, 0.25, 0.25]);
  });

  it('of two classes gives each image one, by the probability of the second', () => {
    expect(decide(pair, { kind: 'above', threshold: 0.5 }).confusion).toEqual([
      [1, 1],
      [0, 2],
    ]);
    const strict = decide(pair, { kind: 'above', threshold: 0.7 });
    expect(strict.confusion).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(strict.report.classes[1]).toMatchObject({ precision: 1, recall: 0.5 });
    expect(agreement(pair, strict)).toEqual({ accuracy: 0.75, kappa: 0.5 });
  });

  it('at one half is the largest probability, of two classes', () => {
    fc.assert(
      fc.property(
        random.filter(({ classNames }) => classNames.length === 2),
        (answers) => {
          expect(decide(answers, { kind: 'above', threshold: 0.5 })).toEqual(decide(answers, { kind: 'largest' }));
        },
      ),
    );
  });

  it('speaks of every image once, and of accuracies that agree with the scores', () => {
    fc.assert(
      fc.property(random, fc.double({ min: 0, max: 1, noNaN: true }), (answers, threshold) => {
        for (const decision of [{ kind: 'largest' }, { kind: 'above', threshold }] as const) {
          const { report, accuracies, confusion } = decide(answers, decision);
          expect(report.classes.reduce((sum, { support }) => sum + support, 0)).toBe(answers.targets.length);
          if (confusion) expect(confusion.flat().reduce((a, b) => a + b)).toBe(answers.targets.length);
          // A class that is found always and called never wrongly is told from the rest without a mistake.
          report.classes.forEach((row, i) => {
            if (row.precision === 1 && row.recall === 1) expect(accuracies[i]).toBe(1);
          });
        }
      }),
    );
  });

  it('above p leaves accuracy and kappa to the most likely class', () => {
    expect(agreement(three, decide(three, { kind: 'above', threshold: 0.9 }))).toEqual(
      agreement(three, decide(three, { kind: 'largest' })),
    );
  });
});

describe('an operating point', () => {
  it('moves from everything found to nothing said', () => {
    expect(operatingPoint(pair, 1, 0)).toEqual({ falseAlarms: 1, found: 1, precision: 0.5 });
    expect(operatingPoint(pair, 1, 0.5625)).toEqual({ falseAlarms: 0.5, found: 0.5, precision: 0.5 });
    expect(operatingPoint(pair, 1, 1)).toEqual({ falseAlarms: 0, found: 0, precision: 1 });
    expect(operatingPoint({ ...pair, targets: new Uint8Array(4) }, 1, 0.5)).toBeNull();
  });

  it('stands on the ROC curve', () => {
    fc.assert(
      fc.property(random, fc.double({ min: 0, max: 1, noNaN: true }), (answers, threshold) => {
        const point = operatingPoint(answers, 0, threshold);
        if (!point) return;
        const { x, y } = reportMetrics(answers).roc[0] ?? { x: [], y: [] };
        // Points on a straight line are left out of the curve: the point lies on one of its pieces.
        const onPiece = x.some((from, i) => {
          const [to = from, low = 0, high = low] = [x[i + 1], y[i], y[i + 1]];
          const inside = from <= point.falseAlarms + 1e-9 && point.falseAlarms <= to + 1e-9;
          const cross = (to - from) * (point.found - low) - (high - low) * (point.falseAlarms - from);
          return inside && low <= point.found + 1e-9 && point.found <= high + 1e-9 && Math.abs(cross) < 1e-9;
        });
        expect(onPiece).toBe(true);
      }),
    );
  });
});

describe('curves', () => {
  it('of a class without images have no area, and are left out of the mean', () => {
    const { roc, precisionRecall, topTwo, logLoss } = reportMetrics({ ...three, targets: Uint8Array.of(0, 0, 1, 1) });
    expect(roc[2]?.area).toBeNaN();
    expect(meanArea(roc)).toBe(((roc[0]?.area ?? 0) + (roc[1]?.area ?? 0)) / 2);
    expect(Number.isFinite(meanArea(precisionRecall))).toBe(true);
    // Of equal probabilities later classes go first: the second image is missed.
    expect(topTwo).toBe(0.75);
    expect(logLoss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25) + Math.log(0.5) + Math.log(0.375)) / 4, 6);
    expect(pointsOf(roc[2] ?? rocCurve([], []), 600)).toEqual([]);
  });

  it('are drawn with as many points as asked for at most, both ends among them', () => {
    const scores = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5000) / 5000);
    const curve = rocCurve(
      scores,
      scores.map((_, i) => i % 3 === 0),
    );
    const points = pointsOf(curve, 600);
    expect(points).toHaveLength(600);
    expect([points[0], points.at(-1)]).toEqual([
      { x: 0, y: 0, threshold: Number.POSITIVE_INFINITY },
      { x: 1, y: 1, threshold: 0 },
    ]);
  });
});

it('gives each image in an export the classes of the decision rule in force', () => {
  const given = (answers: Answers, decision: Decision) => [0, 1].map((image) => classesUnder(answers, decision)(image));
  const few = answersOf(
    ['A', 'B'],
    [
      [0, [0.6, 0.4]],
      [1, [0.2, 0.8]],
    ],
  );
  expect(given(few, { kind: 'largest' })).toEqual([[0], [1]]);
  expect(given(few, { kind: 'above', threshold: 0.3 })).toEqual([[1], [1]]);
  expect(given(few, { kind: 'above', threshold: 0.9 })).toEqual([[0], [0]]);
  expect(given(three, { kind: 'above', threshold: 0.2 })).toEqual([
    [0, 1],
    [0, 1, 2],
  ]);
  expect(given(three, { kind: 'above', threshold: 0.8 })).toEqual([[], []]);
});

describe('a curve as figures', () => {
  const rising = { x: [0, 0, 0.2, 1], y: [0, 0.5, 0.8, 1], thresholds: [1, 0.9, 0.5, 0.1], area: 0.8 };
  const falling = { x: [1, 0.5, 0], y: [0.4, 0.9, 1], thresholds: [0.1, 0.5, 1], area: 0.7 };

  it('of a rising one the best up to a place counts, of a falling one the best from there on', () => {
    expect([0, 0.1, 0.2, 1].map((place) => bestAt(rising, place, true)?.y)).toEqual([0.5, 0.5, 0.8, 1]);
    expect([0.5, 0.8, 1].map((place) => bestAt(falling, place, false)?.y)).toEqual([0.9, 0.4, 0.4]);
    expect(bestAt(rising, 0.1, true)?.threshold).toBe(0.9);
    expect(bestAt({ ...rising, area: Number.NaN }, 0.5, true)).toBeNull();
  });

  it('the pointer reads the nearest point of all curves, and none far from them', () => {
    const curves = [[{ x: 0, y: 0, threshold: 0.9 }], [{ x: 0.5, y: 0.5, threshold: 0.3 }]];
    const size = { width: 100, height: 100 };
    expect(nearestPoint(curves, { x: 0.4, y: 0.5 }, size)).toEqual({ x: 0.5, y: 0.5, threshold: 0.3, curve: 1 });
    expect(nearestPoint(curves, { x: 1, y: 0 }, size)).toBeNull();
  });
});
