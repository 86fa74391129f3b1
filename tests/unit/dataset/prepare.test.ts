import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { splitCounts } from '@/experiment/data/split-counts';
import type { DataSpec, Split } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';

const SIZE = 28 * 28;

/** A data set with these labels; every pixel of image i is i. */
function datasetOf(train: number[], test: number[]): Dataset {
  const part = (labels: number[], from: number) => ({
    labels: Uint8Array.from(labels),
    images: Uint8Array.from({ length: labels.length * SIZE }, (_, k) => (from + Math.floor(k / SIZE)) % 256),
  });
  return { id: 'fashion-mnist', source: 'a test', height: 28, width: 28, train: part(train, 0), test: part(test, train.length) };
}

const spec = (change: Partial<DataSpec> = {}): DataSpec => ({ ...defaultExperiment().data, ...change });
const official = (validationShare: number, stratified = true): Split => ({ kind: 'official', validationShare, stratified });
const countsOf = (labels: number[]) => Array.from({ length: 10 }, (_, label) => labels.filter((other) => other === label).length);

const labels = (minLength: number) => fc.array(fc.nat(9), { minLength, maxLength: 40 });
const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const anySplit: fc.Arbitrary<Split> = fc.oneof(
  fc.record({ kind: fc.constant('official' as const), validationShare: share, stratified: fc.boolean() }),
  fc.record({
    kind: fc.constant('pooled' as const),
    train: share,
    validation: fc.double({ min: 0, max: 0.25, noNaN: true }),
    test: fc.double({ min: 0, max: 0.25, noNaN: true }),
    stratified: fc.boolean(),
    validationIsTest: fc.constant(false),
  }),
);

describe('the division of a data set', () => {
  it('puts no image into two parts, and none of the test set anywhere else', () => {
    fc.assert(
      fc.property(labels(1), labels(0), anySplit, fc.nat(), (train, test, split, seed) => {
        const data = prepareData(datasetOf(train, test), spec({ split }), seed);
        const all = [...data.train, ...data.validation, ...data.test];
        expect(new Set(all).size).toBe(all.length);
        expect(Math.max(-1, ...all)).toBeLessThan(train.length + test.length);
        if (split.kind !== 'official') return;
        expect([...data.test]).toEqual(test.map((_, i) => train.length + i));
        expect(data.train.length + data.validation.length).toBe(train.length);
      }),
    );
  });

  it('has as many images as the Data panel says', () => {
    fc.assert(
      fc.property(labels(1), labels(0), anySplit, fc.nat(), (train, test, split, seed) => {
        const { train: t, validation: v, test: e } = prepareData(datasetOf(train, test), spec({ split }), seed);
        const counts = splitCounts(split, countsOf(train), countsOf(test));
        const pooled = split.kind === 'pooled';
        // Rounding up every class may ask a pooled split for an image more than there is; what is asked last gets what is left.
        expect(t.length).toBe(counts.train);
        if (!pooled) expect([v.length, e.length]).toEqual([counts.validation, counts.test]);
      }),
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const dataset = datasetOf(
      Array.from({ length: 100 }, (_, i) => i % 10),
      [0, 1],
    );
    const parts = (seed: number) => [...prepareData(dataset, spec({ split: official(0.3) }), seed).validation];
    expect(parts(1)).toEqual(parts(1));
    expect(parts(1)).not.toEqual(parts(2));
    expect(parts(0)).not.toEqual(parts(1));
  });

  it('stratified, holds out each class alike', () => {
    const labels = Array.from({ length: 200 }, (_, i) => (i < 150 ? 0 : 1));
    const { validation, targets } = prepareData(datasetOf(labels, []), spec({ split: official(0.1) }), 5);
    const held = [...validation].map((i) => targets[i]);
    expect(held.filter((target) => target === 0)).toHaveLength(15);
    expect(held.filter((target) => target === 1)).toHaveLength(5);
  });

  it('keeps to a size that was asked for', () => {
    const labels = Array.from({ length: 50 }, (_, i) => i % 10);
    expect(prepareData(datasetOf(labels, []), spec({ trainSize: 7 }), 1).train).toHaveLength(7);
  });
});

describe('targets', () => {
  it('follow the task: labels that it leaves out are in no part', () => {
    const dataset = datasetOf([0, 1, 2, 3, 4], [2, 3, 9]);
    const data = prepareData(dataset, spec({ task: { kind: 'pair', classes: [3, 2] }, split: official(0) }), 1);
    expect([...data.train].sort().map((i) => data.targets[i])).toEqual([1, 0]);
    expect([...data.test].map((i) => data.targets[i])).toEqual([1, 0]);
    expect(data.targets[0]).toBe(255);
    expect(data.classNames).toEqual(['Dress', 'Pullover']);
  });

  it('of training images get the noise asked for, and only those', () => {
    const labels = Array.from({ length: 400 }, (_, i) => i % 10);
    const dataset = datasetOf(labels, labels);
    const data = prepareData(dataset, spec({ labelNoise: 0.5, split: official(0.1) }), 3);
    const changed = (indices: Uint32Array) => [...indices].filter((i) => data.targets[i] !== labels[i % 400]).length;
    expect(changed(data.validation) + changed(data.test)).toBe(0);
    expect(changed(data.train) / data.train.length).toBeGreaterThan(0.4);
    expect(changed(data.train) / data.train.length).toBeLessThan(0.6);
  });
});

describe('scaling', () => {
  it('maps bytes as it says', () => {
    const dataset = datasetOf([0, 1, 2, 3], []);
    const scaled = (scaling: DataSpec['scaling']) => prepareData(dataset, spec({ scaling, split: official(0) }), 1);
    expect(scaled('none')).toMatchObject({ offset: 0, factor: 1 });
    expect(scaled('unit')).toMatchObject({ offset: 0, factor: 1 / 255 });
    const { offset, factor } = scaled('standardized');
    expect(offset).toBeCloseTo(1.5);
    expect(factor).toBeCloseTo(1 / Math.sqrt(1.25));
  });

  it('takes its mean from the training images alone, and survives images that are all alike', () => {
    const held = prepareData(datasetOf([0, 0, 0, 0], [1, 1]), spec({ scaling: 'standardized', split: official(0) }), 1);
    expect(held.offset).toBeCloseTo(1.5);
    const flat = prepareData(datasetOf([0], []), spec({ scaling: 'standardized', split: official(0) }), 1);
    expect(flat).toMatchObject({ offset: 0, factor: 1 });
  });
});
