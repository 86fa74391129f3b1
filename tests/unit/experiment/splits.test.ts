import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { splitCounts } from '@/experiment/data/split-counts';
import { apportion, partSizes, SPLITS } from '@/experiment/data/splits';
import type { Split, Task } from '@/experiment/data/types';

const counts = fc.array(fc.nat(7000), { minLength: 1, maxLength: 10 });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const CLASSES: Task = { kind: 'classes' };
const PAIR: Task = { kind: 'pair', classes: [3, 9] };
const SEVEN_THOUSAND = { train: new Array<number>(10).fill(6000), test: new Array<number>(10).fill(1000) };

const pooled = (options: Partial<Extract<Split, { kind: 'pooled' }>>): Split => ({ ...SPLITS.pooled.defaults, ...options });
const partsOf = (split: Split, task: Task = CLASSES, trainSize: number | null = null) =>
  splitCounts({ dataset: DEFAULT_DATASET, task, split, trainSize }, SEVEN_THOUSAND.train, SEVEN_THOUSAND.test);

describe('apportion', () => {
  it('gives exactly the total, never more than a class has, and nobody more than one beside the exact share', () => {
    fc.assert(
      fc.property(counts, fc.nat(80_000), (classCounts, total) => {
        const shares = apportion(total, classCounts);
        const all = sum(classCounts);
        expect(sum(shares)).toBe(Math.min(total, all));
        shares.forEach((share, i) => {
          const count = classCounts[i] ?? 0;
          expect(Number.isInteger(share) && share >= 0 && share <= count).toBe(true);
          if (total < all) expect(Math.abs(share - (total * count) / all)).toBeLessThan(1);
        });
      }),
    );
  });

  it('gives the lower class the odd one', () => {
    expect(apportion(4, [10, 10, 10])).toEqual([2, 1, 1]);
    expect(apportion(5, [1, 7, 2])).toEqual([1, 3, 1]);
    expect(apportion(3, [])).toEqual([]);
  });
});

describe('the sizes of parts', () => {
  const anySplit: fc.Arbitrary<Split> = fc.oneof(
    fc.record({
      kind: fc.constant('official' as const),
      validationShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
      stratified: fc.boolean(),
      validationIsTest: fc.boolean(),
    }),
    fc
      .tuple(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)), fc.boolean(), fc.boolean(), fc.boolean())
      .map(([[train, validation, test], inCounts, stratified, validationIsTest]): Split => {
        const scale = inCounts ? 1 : 1 / (train + validation + test + 1);
        const sizes = inCounts ? ('counts' as const) : ('shares' as const);
        return {
          kind: 'pooled',
          sizes,
          train: train * scale,
          validation: validation * scale,
          test: test * scale,
          stratified,
          validationIsTest,
        };
      }),
  );

  it('never take more of a stratum than there is', () => {
    fc.assert(
      fc.property(anySplit, counts, (split, strata) => {
        const parts = partSizes(split, strata);
        strata.forEach((count, i) => {
          const taken = parts.map((part) => part[i] ?? 0);
          expect(taken.every((images) => Number.isInteger(images) && images >= 0)).toBe(true);
          expect(sum(taken)).toBeLessThanOrEqual(count);
        });
      }),
    );
  });

  it('of counts are exactly the counts, stratified or not', () => {
    const split = pooled({ sizes: 'counts', train: 59_500, validation: 0, test: 10_500, validationIsTest: true });
    for (const stratified of [true, false]) {
      expect(partsOf({ ...split, stratified } as Split)).toEqual({ train: 59_500, validation: 10_500, test: 10_500 });
    }
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(), fc.nat(), (strata, a, b, c) => {
        const all = sum(strata);
        const train = a % (all + 1);
        const validation = b % (all - train + 1);
        const test = c % (all - train - validation + 1);
        const parts = partSizes(pooled({ sizes: 'counts', train, validation, test }), strata);
        expect(parts.map(sum)).toEqual([train, validation, test]);
      }),
    );
  });
});

describe('split counts', () => {
  it('leave out what the task leaves out', () => {
    const split = pooled({ sizes: 'counts', train: 12_000, validation: 0, test: 2000 });
    expect(partsOf(split, PAIR)).toEqual({ train: 12_000, validation: 0, test: 2000 });
    expect(partsOf(SPLITS.official.defaults, PAIR)).toEqual({ train: 10_800, validation: 1200, test: 2000 });
  });

  it('cut the training images, and them alone', () => {
    expect(partsOf(SPLITS.official.defaults, CLASSES, 1000)).toEqual({ train: 1000, validation: 6000, test: 10_000 });
    expect(partsOf(SPLITS.official.defaults, CLASSES, 90_000).train).toBe(54_000);
  });

  it('hold nothing out where the test images are watched', () => {
    expect(partsOf({ ...SPLITS.official.defaults, validationIsTest: true })).toEqual({ train: 60_000, validation: 10_000, test: 10_000 });
    expect(partsOf(pooled({ train: 0.85, test: 0.15, validationIsTest: true }))).toEqual({
      train: 59_500,
      validation: 10_500,
      test: 10_500,
    });
  });
});
