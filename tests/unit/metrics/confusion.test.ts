import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyOf, confusionMatrix, type Normalization, normalizeConfusion } from '@/metrics/confusion';

const HAND = [
  [2, 1, 0],
  [0, 0, 0],
  [1, 0, 4],
];

const answers = fc
  .integer({ min: 2, max: 12 })
  .chain((classes) =>
    fc.record({ classes: fc.constant(classes), pairs: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { maxLength: 200 }) }),
  );

const total = (matrix: readonly number[][]) => matrix.flat().reduce((sum, value) => sum + value, 0);
const matrixOf = (pairs: [number, number][], classes: number) =>
  confusionMatrix(
    pairs.map(([target]) => target),
    pairs.map(([, predicted]) => predicted),
    classes,
  );

describe('confusionMatrix', () => {
  it('counts true classes in rows and predicted ones in columns', () => {
    expect(confusionMatrix([0, 0, 0, 2, 2, 2, 2, 2], [0, 1, 0, 2, 0, 2, 2, 2], 3)).toEqual(HAND);
  });

  it('takes typed arrays', () => {
    expect(confusionMatrix(Uint8Array.of(1, 0), Uint8Array.of(1, 1), 2)).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('refuses lists of different lengths and classes that do not exist', () => {
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow(RangeError);
    expect(() => confusionMatrix([2], [0], 2)).toThrow(/Image 0/);
    expect(() => confusionMatrix([0], [2], 2)).toThrow(RangeError);
    expect(() => confusionMatrix([-1], [0], 2)).toThrow(RangeError);
  });

  it('counts every image once, and its accuracy is the share of equal pairs', () => {
    fc.assert(
      fc.property(answers, ({ classes, pairs }) => {
        const matrix = matrixOf(pairs, classes);
        expect(total(matrix)).toBe(pairs.length);
        const right = pairs.filter(([target, predicted]) => target === predicted).length;
        expect(accuracyOf(matrix)).toBe(right / pairs.length);
      }),
    );
  });

  it('does not care about the order of the images', () => {
    fc.assert(
      fc.property(answers, ({ classes, pairs }) => {
        expect(matrixOf([...pairs].reverse(), classes)).toEqual(matrixOf(pairs, classes));
      }),
    );
  });

  it('is transposed where truth and prediction change places', () => {
    fc.assert(
      fc.property(answers, ({ classes, pairs }) => {
        const swapped = matrixOf(
          pairs.map(([a, b]) => [b, a]),
          classes,
        );
        const matrix = matrixOf(pairs, classes);
        expect(swapped).toEqual(matrix.map((row, i) => row.map((_, j) => matrix[j]![i])));
      }),
    );
  });
});

describe('normalizeConfusion', () => {
  it('gives hand-computed shares', () => {
    expect(normalizeConfusion(HAND, 'row')).toEqual([
      [2 / 3, 1 / 3, 0],
      [0, 0, 0],
      [1 / 5, 0, 4 / 5],
    ]);
    expect(normalizeConfusion(HAND, 'column')).toEqual([
      [2 / 3, 1, 0],
      [0, 0, 0],
      [1 / 3, 0, 1],
    ]);
    expect(normalizeConfusion(HAND, 'all')[2]).toEqual([1 / 8, 0, 1 / 2]);
    expect(normalizeConfusion(HAND, 'counts')).toEqual(HAND);
  });

  it('leaves the counts alone', () => {
    const counts = normalizeConfusion(HAND, 'counts');
    counts[0]![0] = 99;
    expect(HAND[0]![0]).toBe(2);
  });

  it('sums to 1 over what it normalises by, and to 0 where there is nothing', () => {
    const near = (value: number, wanted: number) => expect(value).toBeCloseTo(wanted, 10);
    fc.assert(
      fc.property(answers, fc.constantFrom<Normalization>('row', 'column', 'all'), ({ classes, pairs }, by) => {
        const matrix = matrixOf(pairs, classes);
        const shares = normalizeConfusion(matrix, by);
        if (by === 'all') near(total(shares), pairs.length ? 1 : 0);
        for (let k = 0; k < classes && by !== 'all'; k++) {
          const line = (source: number[][]) => (by === 'row' ? source[k]! : source.map((row) => row[k]!));
          near(total([line(shares)]), total([line(matrix)]) ? 1 : 0);
        }
      }),
    );
  });
});

describe('accuracyOf', () => {
  it('is the share on the diagonal', () => {
    expect(accuracyOf(HAND)).toBe(6 / 8);
  });

  it('is NaN without images', () => {
    expect(accuracyOf([[0]])).toBeNaN();
  });
});
