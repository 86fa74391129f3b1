import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { splitCounts as countsOf } from '@/experiment/data/split-counts';
import type { Split } from '@/experiment/data/types';

const counts = fc.array(fc.nat(7000), { minLength: 10, maxLength: 10 });
const splitCounts = (split: Split, train: number[], test: number[]) =>
  countsOf({ dataset: DEFAULT_DATASET, split, task: { kind: 'classes' }, trainSize: null }, train, test);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('split counts', () => {
  it('are those of Fashion-MNIST at the default share', () => {
    const split = { kind: 'official', validationShare: 0.1, stratified: true, validationIsTest: false } as const;
    expect(splitCounts(split, new Array(10).fill(6000), new Array(10).fill(1000))).toEqual({
      train: 54_000,
      validation: 6000,
      test: 10_000,
    });
  });

  it('of the official split lose no image, whatever the share', () => {
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.boolean(),
        (train, test, validationShare, stratified) => {
          const parts = splitCounts({ kind: 'official', validationShare, stratified, validationIsTest: false }, train, test);
          expect(parts.train + parts.validation).toBe(sum(train));
          expect(parts.test).toBe(sum(test));
          expect(parts.validation / Math.max(1, sum(train))).toBeCloseTo(sum(train) > 0 ? validationShare : 0, sum(train) > 5000 ? 2 : -1);
        },
      ),
    );
  });

  it('of a pooled split count the test as validation where it serves as both', () => {
    const pooled = {
      kind: 'pooled',
      sizes: 'shares',
      train: 0.8,
      validation: 0,
      test: 0.2,
      stratified: false,
      validationIsTest: true,
    } as const;
    expect(splitCounts(pooled, [50, 50], [25, 25])).toEqual({ train: 120, validation: 30, test: 30 });
  });

  it('of nothing are nothing', () => {
    expect(splitCounts({ kind: 'official', validationShare: 0.1, stratified: true, validationIsTest: false }, [], [])).toEqual({
      train: 0,
      validation: 0,
      test: 0,
    });
  });
});
