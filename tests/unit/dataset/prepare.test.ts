import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { splitCounts } from '@/experiment/data/split-counts';
import type { DataSpec, Split } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';

/** Images of one byte value each, labels 0 to 9 in turn. */
function datasetOf(train: number, test: number): Dataset {
  const part = (count: number, value: number) => ({
    images: new Uint8Array(count * 784).fill(value),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  });
  return { id: 'builtin-garments', source: '', height: 28, width: 28, train: part(train, 100), test: part(test, 200) };
}

const specOf = (change: Partial<DataSpec>): DataSpec => ({ ...defaultExperiment().data, ...change });

const countsOf = (labels: Uint8Array) => Array.from({ length: 10 }, (_, label) => labels.filter((other) => other === label).length);

const split = (validationShare: number, stratified: boolean): Split => ({ kind: 'official', validationShare, stratified });

describe('prepareData', () => {
  it('never puts an image into two parts, leaves none out, and keeps test images for the test', () => {
    const arbitrary = fc.record({ train: fc.integer({ min: 1, max: 300 }), test: fc.integer({ min: 0, max: 50 }) });
    fc.assert(
      fc.property(
        arbitrary,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.boolean(),
        fc.nat(),
        ({ train, test }, share, stratified, seed) => {
          const data = prepareData(datasetOf(train, test), specOf({ split: split(share, stratified) }), seed);
          const all = [...data.train, ...data.validation, ...data.test];
          expect(new Set(all).size).toBe(train + test);
          expect(all).toHaveLength(train + test);
          expect([...data.test].every((i) => i >= train)).toBe(true);
          expect([...data.train, ...data.validation].every((i) => i < train)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('makes parts of the sizes that the Data panel promises', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.boolean(),
        (train, share, stratified) => {
          const dataset = datasetOf(train, 20);
          const data = prepareData(dataset, specOf({ split: split(share, stratified) }), 1);
          const promised = splitCounts(split(share, stratified), countsOf(dataset.train.labels), countsOf(dataset.test.labels));
          expect({ train: data.train.length, validation: data.validation.length, test: data.test.length }).toEqual(promised);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives each class the same share of a stratified validation set', () => {
    const data = prepareData(datasetOf(1000, 10), specOf({ split: split(0.2, true) }), 3);
    expect(countsOf(Uint8Array.from(data.validation, (i) => data.targets[i]!))).toEqual(Array.from({ length: 10 }, () => 20));
  });

  it('divides alike for the same seed, and otherwise for another', () => {
    const validation = (seed: number) => [...prepareData(datasetOf(500, 10), specOf({}), seed).validation];
    expect(validation(7)).toEqual(validation(7));
    expect(validation(7)).not.toEqual(validation(8));
  });

  it('regroups labels, and leaves out what a task does not speak of', () => {
    const groups = [
      { name: 'Top', classes: [0, 2, 3, 4, 6] },
      { name: 'Bag', classes: [8] },
    ];
    const data = prepareData(datasetOf(100, 50), specOf({ task: { kind: 'groups', groups } }), 1);
    expect(data.classNames).toEqual(['Top', 'Bag']);
    expect(data.train.length + data.validation.length).toBe(60);
    expect(data.test).toHaveLength(30);
    const pair = prepareData(datasetOf(100, 50), specOf({ task: { kind: 'pair', classes: [3, 9] } }), 1);
    expect(new Set(Array.from(pair.test, (i) => pair.targets[i]))).toEqual(new Set([0, 1]));
  });

  it('scales as asked', () => {
    const scale = (scaling: DataSpec['scaling'], value: number) => {
      const { offset, factor } = prepareData(datasetOf(100, 10), specOf({ scaling }), 1);
      return (value - offset) * factor;
    };
    expect(scale('unit', 255)).toBe(1);
    expect(scale('none', 255)).toBe(255);
    // All training pixels are 100: nothing to divide by.
    expect(scale('standardized', 100)).toBe(0);
  });

  it('gives a share of the training images another class, and no other image', () => {
    const dataset = datasetOf(2000, 100);
    const data = prepareData(dataset, specOf({ labelNoise: 0.3 }), 5);
    const wrong = (indices: Uint32Array) => indices.filter((i) => data.targets[i] !== i % 10).length / indices.length;
    expect(wrong(data.train)).toBeGreaterThan(0.25);
    expect(wrong(data.train)).toBeLessThan(0.35);
    expect(wrong(data.validation)).toBe(0);
  });

  it('pools and divides anew, with the test set as validation where that is asked for', () => {
    const pooled: Split = { kind: 'pooled', train: 0.7, validation: 0, test: 0.3, stratified: false, validationIsTest: true };
    const data = prepareData(datasetOf(100, 100), specOf({ split: pooled }), 2);
    expect(data.train).toHaveLength(140);
    expect(data.test).toHaveLength(60);
    expect(data.validation).toEqual(data.test);
    expect([...data.train].some((i) => i >= 100)).toBe(true);
  });
});
