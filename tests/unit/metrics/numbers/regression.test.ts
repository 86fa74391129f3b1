import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateNumbers, numberFigures, rmseOf } from '@/metrics/numbers/regression';

interface Case {
  name: string;
  truth: number[];
  predicted: number[];
  mse: number;
  mae: number;
  medianAbsoluteError: number;
  r2: number | null;
  explainedVariance: number;
}

const { cases } = JSON.parse(readFileSync('tests/golden/files/regression.json', 'utf8')) as { cases: Case[] };

describe('numberFigures', () => {
  it.each(cases)('is what scikit-learn says: $name', ({ truth, predicted, name: _, ...expected }) => {
    const figures = numberFigures(truth, predicted);
    for (const [key, value] of Object.entries(expected)) {
      const own = figures[key as keyof typeof figures];
      if (value === null) expect(own).toBeNaN();
      else expect(Math.abs(own - value)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
    }
  });

  it('explains nothing of numbers that are all the same, or all, whatever digits they have', () => {
    const { r2, explainedVariance } = numberFigures([0.1, 0.1, 0.1], [0.1, 0.2, 0.3]);
    expect([r2, explainedVariance]).toEqual([0, 0]);
    expect(numberFigures([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]).r2).toBe(1);
    expect(numberFigures([0.1, 0.1, 0.1], [0.3, 0.3, 0.3])).toMatchObject({ r2: 0, explainedVariance: 1 });
  });

  it('has no figure of no rows', () => {
    expect(Object.values(numberFigures([], [])).every(Number.isNaN)).toBe(true);
  });

  it('refuses lists of different lengths', () => {
    expect(() => numberFigures([1, 2], [1])).toThrow(RangeError);
  });

  it('does not hide a prediction that is no number', () => {
    expect(Object.values(numberFigures([1, 2, 3], [1, Number.NaN, 3])).every(Number.isNaN)).toBe(true);
  });
});

describe('evaluateNumbers', () => {
  const answers = { truth: [0, 10, 20], predicted: [5, 10, 50], deviation: 10, set: 'test', epoch: 3, penalty: 0.25 } as const;

  it.each([
    ['meanSquaredError', (0.25 + 0 + 9) / 3],
    ['meanAbsoluteError', (0.5 + 0 + 3) / 3],
    ['huber', (0.125 + 0 + 2.5) / 3],
  ] as const)('gives the loss of the standardized target and the penalty: %s', (loss, mean) => {
    expect(evaluateNumbers({ ...answers, loss }).score.loss).toBeCloseTo(mean + 0.25, 12);
  });

  it('keeps errors in the unit of the target', () => {
    const { numbers, score, count } = evaluateNumbers({ ...answers, loss: 'meanSquaredError' });
    expect(numbers?.mae).toBeCloseTo(35 / 3, 12);
    expect(numbers && rmseOf(numbers)).toBeCloseTo(Math.sqrt(925 / 3), 12);
    expect(score.accuracy).toBe(numbers?.r2);
    expect(count).toBe(3);
  });
});
