import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argmaxRows,
  countAtThreshold,
  crossEntropyFromLogits,
  evaluateLogits,
  evaluateProbabilities,
  predictionsOf,
  probabilitiesOf,
  sigmoidColumns,
  softmaxRows,
  squaredErrorFromLogits,
} from '@/metrics/probabilities';

const CLASSES = 5;
const finite = fc.float({ min: Math.fround(-1e30), max: Math.fround(1e30), noNaN: true });
const modest = fc.float({ min: -50, max: 50, noNaN: true });
const rowsOf = (value: fc.Arbitrary<number>) =>
  fc.array(fc.array(value, { minLength: CLASSES, maxLength: CLASSES }), { minLength: 1, maxLength: 20 });
const flat = (rows: number[][]) => Float32Array.from(rows.flat());
const rowSum = (values: Float32Array, row: number) => values.subarray(row * CLASSES, (row + 1) * CLASSES).reduce((sum, v) => sum + v, 0);

describe('softmaxRows', () => {
  it('gives hand-computed values', () => {
    const [a, b, c] = softmaxRows(Float32Array.of(0, Math.log(2), Math.log(5)), 3);
    expect(a).toBeCloseTo(1 / 8, 6);
    expect(b).toBeCloseTo(2 / 8, 6);
    expect(c).toBeCloseTo(5 / 8, 6);
  });

  it('sums to 1 in each row, finite for logits of any size', () => {
    fc.assert(
      fc.property(rowsOf(finite), (rows) => {
        const probabilities = softmaxRows(flat(rows), CLASSES);
        for (let row = 0; row < rows.length; row++) expect(rowSum(probabilities, row)).toBeCloseTo(1, 5);
        expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
      }),
    );
  });

  it('does not change when all logits of a row grow by the same amount', () => {
    const base = softmaxRows(Float32Array.of(1, 2, 3), 3);
    expect([...softmaxRows(Float32Array.of(101, 102, 103), 3)]).toEqual([...base]);
  });

  it('keeps a broken row to itself', () => {
    const probabilities = softmaxRows(Float32Array.of(0, 0, Number.NaN, 1, Number.POSITIVE_INFINITY, 0), 2);
    expect([...probabilities]).toEqual([0.5, 0.5, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('refuses half a row', () => {
    expect(() => softmaxRows(new Float32Array(7), 2)).toThrow(RangeError);
  });
});

describe('one output', () => {
  it('is a sigmoid and its complement', () => {
    const [no, yes] = sigmoidColumns(Float32Array.of(Math.log(3)));
    expect(no).toBeCloseTo(0.25, 6);
    expect(yes).toBeCloseTo(0.75, 6);
  });

  it('keeps small probabilities and stays finite', () => {
    const [no, yes] = sigmoidColumns(Float32Array.of(60));
    expect(yes).toBe(1);
    expect(no).toBeCloseTo(Math.exp(-60), 30);
    expect([...sigmoidColumns(Float32Array.of(1e38, -1e38))]).toEqual([0, 1, 1, 0]);
  });

  it('counts as two classes, several outputs as themselves', () => {
    expect(probabilitiesOf(Float32Array.of(0), 1)).toEqual({ probabilities: Float32Array.of(0.5, 0.5), classes: 2 });
    expect(probabilitiesOf(Float32Array.of(0, 0, 0, 0), 4).classes).toBe(4);
  });

  it('says class 1 only above 0', () => {
    expect([...predictionsOf(Float32Array.of(-1, 0, 1e-30, 2, Number.NaN), 1)]).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('argmaxRows', () => {
  it('takes the first maximum, and the first NaN before it', () => {
    expect([...argmaxRows(Float32Array.of(1, 3, 3, 0, 0, 0, 5, Number.NaN, 9), 3)]).toEqual([1, 0, 1]);
    expect([...argmaxRows(Float32Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY), 2)]).toEqual([0]);
  });

  it('agrees with the largest probability', () => {
    fc.assert(
      fc.property(rowsOf(modest), (rows) => {
        const logits = flat(rows);
        const probabilities = softmaxRows(logits, CLASSES);
        argmaxRows(logits, CLASSES).forEach((best, row) => {
          const line = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
          expect(line[best]).toBe(Math.max(...line));
        });
      }),
    );
  });
});

describe('crossEntropyFromLogits', () => {
  it('gives hand-computed values', () => {
    expect(crossEntropyFromLogits(new Float32Array(10), 10, [3])).toBeCloseTo(Math.log(10), 12);
    const logits = Float32Array.of(0, Math.log(3), 0, 0);
    expect(crossEntropyFromLogits(logits, 2, [1, 0])).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 7);
  });

  it('is minus the mean log probability of the right class', () => {
    fc.assert(
      fc.property(rowsOf(fc.float({ min: -10, max: 10, noNaN: true })), fc.infiniteStream(fc.nat(CLASSES - 1)), (rows, stream) => {
        const targets = rows.map(() => stream.next().value as number);
        const probabilities = softmaxRows(flat(rows), CLASSES);
        const mean = targets.reduce((sum, target, row) => sum - Math.log(probabilities[row * CLASSES + target]!), 0) / rows.length;
        expect(crossEntropyFromLogits(flat(rows), CLASSES, targets)).toBeCloseTo(mean, 4);
      }),
    );
  });

  it('is exact where probabilities would round to 0 or 1', () => {
    expect(crossEntropyFromLogits(Float32Array.of(1000, 0), 2, [1])).toBe(1000);
    expect(crossEntropyFromLogits(Float32Array.of(40, 0), 2, [0])).toBeCloseTo(Math.exp(-40), 16);
    expect(crossEntropyFromLogits(Float32Array.of(-1000, 1000), 1, [1, 1])).toBe(500);
    expect(crossEntropyFromLogits(Float32Array.of(-60), 1, [0])).toBeCloseTo(Math.exp(-60), 30);
  });

  it('of one output equals that of two whose difference it is', () => {
    fc.assert(
      fc.property(modest, fc.nat(1), (logit, target) => {
        const one = crossEntropyFromLogits(Float32Array.of(logit), 1, [target]);
        expect(one).toBeCloseTo(crossEntropyFromLogits(Float32Array.of(0, logit), 2, [target]), 10);
      }),
    );
  });

  it('is NaN for broken logits and for no images, and refuses targets that do not fit', () => {
    expect(crossEntropyFromLogits(Float32Array.of(Number.NaN, 0), 2, [0])).toBeNaN();
    expect(crossEntropyFromLogits(new Float32Array(0), 2, [])).toBeNaN();
    expect(() => crossEntropyFromLogits(new Float32Array(4), 2, [0])).toThrow(RangeError);
    expect(() => crossEntropyFromLogits(new Float32Array(2), 2, [2])).toThrow(RangeError);
    expect(() => crossEntropyFromLogits(new Float32Array(1), 1, [-1])).toThrow(RangeError);
  });
});

describe('squaredErrorFromLogits', () => {
  it('gives hand-computed values', () => {
    // Probabilities 1/4 and 3/4; targets [0, 1] and [1, 0].
    const logits = Float32Array.of(0, Math.log(3), 0, Math.log(3));
    expect(squaredErrorFromLogits(logits, 2, [1, 0])).toBeCloseTo((1 / 16 + 9 / 16) / 2, 6);
    expect(squaredErrorFromLogits(Float32Array.of(Math.log(3)), 1, [1])).toBeCloseTo(1 / 16, 6);
    expect(squaredErrorFromLogits(Float32Array.of(Math.log(3)), 1, [0])).toBeCloseTo(9 / 16, 6);
  });

  it('is the mean over images and outputs of the squared distance to the one-hot target', () => {
    fc.assert(
      fc.property(rowsOf(fc.float({ min: -10, max: 10, noNaN: true })), fc.infiniteStream(fc.nat(CLASSES - 1)), (rows, stream) => {
        const targets = rows.map(() => stream.next().value as number);
        const squares = [...softmaxRows(flat(rows), CLASSES)].map((p, i) => {
          const wanted = targets[Math.floor(i / CLASSES)] === i % CLASSES ? 1 : 0;
          return (p - wanted) ** 2;
        });
        const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
        expect(squaredErrorFromLogits(flat(rows), CLASSES, targets)).toBeCloseTo(mean, 5);
      }),
    );
  });

  it('stays finite for logits of any size, and is NaN for broken ones', () => {
    expect(squaredErrorFromLogits(Float32Array.of(1e38, -1e38), 2, [1])).toBe(1);
    expect(squaredErrorFromLogits(Float32Array.of(-1e38), 1, [1])).toBe(1);
    expect(squaredErrorFromLogits(Float32Array.of(Number.NaN, 0), 2, [0])).toBeNaN();
    expect(squaredErrorFromLogits(Float32Array.of(Number.NaN), 1, [0])).toBeNaN();
    expect(() => squaredErrorFromLogits(new Float32Array(2), 2, [2])).toThrow(RangeError);
  });
});

describe('countAtThreshold', () => {
  it('says nothing of an image that no class exceeds, and all that do with a low threshold', () => {
    const probabilities = Float32Array.of(0.6, 0.3, 0.1, 0.5, 0.5, 0, 0.1, 0.2, 0.7);
    expect(countAtThreshold(probabilities, 3, [0, 1, 1], 0.5)).toEqual({
      threshold: 0.5,
      truePositives: [1, 0, 0],
      predicted: [1, 0, 1],
      support: [1, 2, 0],
    });
    expect(countAtThreshold(probabilities, 3, [0, 1, 1], 0.15)).toMatchObject({ truePositives: [1, 2, 0], predicted: [2, 3, 1] });
  });
});

describe('evaluateLogits', () => {
  it('counts answers and adds the penalty to the loss', () => {
    const logits = Float32Array.of(2, 0, 0, 0, 0, 3, 0, 1, 0);
    const evaluation = evaluateLogits({
      logits,
      outputs: 3,
      targets: [0, 2, 2],
      set: 'validation',
      epoch: 4,
      loss: 'crossEntropy',
      penalty: 0.25,
    });
    expect(evaluation).toMatchObject({ set: 'validation', epoch: 4, count: 3, score: { accuracy: 2 / 3 } });
    expect(evaluation.confusion).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
    ]);
    expect(evaluation.score.loss).toBeCloseTo(crossEntropyFromLogits(logits, 3, [0, 2, 2]) + 0.25, 12);
    const counted = evaluation.thresholded;
    expect(counted).toEqual({ threshold: 0.5, truePositives: [1, 0, 1], predicted: [1, 1, 1], support: [1, 0, 2] });
  });

  it("has the Experiment's loss", () => {
    const logits = Float32Array.of(2, 0, 0, 0, 0, 3);
    const answers = { logits, outputs: 3, targets: [0, 2], set: 'test', epoch: 1, penalty: 0.5 } as const;
    expect(evaluateLogits({ ...answers, loss: 'meanSquaredError' }).score.loss).toBeCloseTo(
      squaredErrorFromLogits(logits, 3, [0, 2]) + 0.5,
      12,
    );
  });

  it('gives a pair a 2 by 2 matrix', () => {
    const evaluation = evaluateLogits({
      logits: Float32Array.of(-1, 1, 1),
      outputs: 1,
      targets: [0, 1, 0],
      set: 'test',
      epoch: 1,
      loss: 'crossEntropy',
      penalty: 0,
    });
    expect(evaluation.confusion).toEqual([
      [1, 1],
      [0, 1],
    ]);
    // One output counts as two columns.
    expect(evaluation.thresholded).toEqual({ threshold: 0.5, truePositives: [1, 1], predicted: [1, 2], support: [2, 1] });
  });
});

describe('the evaluation of probabilities', () => {
  // Three classes; the third image is a tie between the first two, the fourth sure of the wrong class.
  const probabilities = Float32Array.of(0.75, 0.25, 0, 0.125, 0.25, 0.625, 0.5, 0.5, 0, 0, 1, 0);

  it('counts the likeliest class, of equals the first, as scikit-learn predicts', () => {
    const { count, score, confusion } = evaluateProbabilities(probabilities, 3, [0, 2, 1, 2]);
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 1],
    ]);
    expect(count).toBe(4);
    expect(score.accuracy).toBe(0.5);
    // A share of 0 is taken for 2^-23, as log_loss does.
    expect(score.loss).toBeCloseTo((-Math.log(0.75) - Math.log(0.625) - Math.log(0.5) + 23 * Math.log(2)) / 4, 12);
  });

  it('counts at one half as well: a tie says neither class', () => {
    const counted = evaluateProbabilities(probabilities, 3, [0, 2, 1, 2]).thresholded;
    expect(counted).toEqual({ threshold: 0.5, truePositives: [1, 0, 1], predicted: [1, 1, 1], support: [1, 1, 2] });
  });

  it('refuses answers that are not as many as the images', () => {
    expect(() => evaluateProbabilities(probabilities, 3, [0, 2])).toThrow(RangeError);
  });
});
