import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import { garmentSilhouette } from '@/dataset/garments';
import { prepareData, splitOf } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import { splitCounts } from '@/experiment/data/split-counts';
import type { Augmentation, DataSpec, Split } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { ClassWeights } from '@/experiment/training/types';

const SIZE = 28 * 28;

/** A data set with these labels; every pixel of image i is i. */
function datasetOf(train: number[], test: number[]): Dataset {
  const part = (labels: number[], from: number) => ({
    labels: Uint8Array.from(labels),
    images: Uint8Array.from({ length: labels.length * SIZE }, (_, k) => (from + Math.floor(k / SIZE)) % 256),
  });
  return { id: 'fashion-mnist', source: 'a test', itemShape: [28, 28, 1], train: part(train, 0), test: part(test, train.length) };
}

const spec = (change: Partial<DataSpec> = {}): DataSpec => ({ ...defaultExperiment().data, ...change });
const official = (validationShare: number, stratified = true, validationIsTest = false): Split => ({
  kind: 'official',
  validationShare,
  stratified,
  validationIsTest,
});
const countsOf = (labels: number[]) => Array.from({ length: 10 }, (_, label) => labels.filter((other) => other === label).length);

const labels = (minLength: number) => fc.array(fc.nat(9), { minLength, maxLength: 40 });
const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const flags = { stratified: fc.boolean(), validationIsTest: fc.boolean() };
const endOfList = (validationShare: number): Split => ({ kind: 'endOfList', validationShare, stratified: false, validationIsTest: false });
const copied = (classes: number[] | null): Augmentation => ({
  steps: [{ kind: 'flipLeftRight', probability: 1 }],
  mode: 'addCopies',
  classes,
});
const anySplit: fc.Arbitrary<Split> = fc.oneof(
  share.map(endOfList),
  fc.record({ kind: fc.constant('official' as const), validationShare: share, ...flags }),
  fc.record({
    kind: fc.constant('pooled' as const),
    sizes: fc.constant('shares' as const),
    train: share,
    validation: fc.double({ min: 0, max: 0.25, noNaN: true }),
    test: fc.double({ min: 0, max: 0.25, noNaN: true }),
    ...flags,
  }),
  fc.record({
    kind: fc.constant('pooled' as const),
    sizes: fc.constant('counts' as const),
    train: fc.nat(60),
    validation: fc.nat(20),
    test: fc.nat(20),
    ...flags,
  }),
);
const pooled = (train: number, validation: number, test: number, change: Partial<Extract<Split, { kind: 'pooled' }>> = {}): Split => ({
  kind: 'pooled',
  sizes: 'counts',
  train,
  validation,
  test,
  stratified: true,
  validationIsTest: false,
  ...change,
});
const anySpec = fc
  .record({
    split: anySplit,
    trainSize: fc.option(fc.integer({ min: 1, max: 50 })),
    pair: fc.boolean(),
    augmentation: fc.constantFrom(spec().augmentation, copied(null), copied([3, 5])),
  })
  .map(({ split, trainSize, pair, augmentation }) =>
    spec({ split, trainSize, augmentation, ...(pair ? { task: { kind: 'pair', classes: [3, 7] } } : {}) }),
  );

describe('the division of a data set', () => {
  it('puts no image into two parts, and none of the official test set anywhere else', () => {
    fc.assert(
      fc.property(labels(1), labels(0), anySpec, fc.nat(), (train, test, spec, seed) => {
        const data = prepareData(datasetOf(train, test), spec, seed);
        const { split } = spec;
        if (split.validationIsTest) expect(data.validation).toEqual(data.test);
        const all = [...data.train, ...(split.validationIsTest ? [] : data.validation), ...data.test];
        expect(new Set(all).size).toBe(all.length);
        expect(Math.max(-1, ...data.train, ...data.test)).toBeLessThan(train.length + test.length);
        expect(Math.max(-1, ...all)).toBeLessThan(train.length + test.length + (data.heldCopies?.length ?? 0));
        expect(all.every((i) => data.targets[i] !== 255)).toBe(true);
        if (split.kind === 'pooled') return;
        const positions = test.map((_, i) => train.length + i).filter((i) => data.targets[i] !== 255);
        expect([...data.test]).toEqual(positions);
      }),
    );
  });

  it('has as many images as the Data panel says', () => {
    fc.assert(
      fc.property(labels(1), labels(0), anySpec, fc.nat(), (train, test, spec, seed) => {
        const data = prepareData(datasetOf(train, test), spec, seed);
        const counts = splitCounts(spec, countsOf(train), countsOf(test));
        expect({ train: data.train.length, validation: data.validation.length, test: data.test.length }).toEqual(counts);
      }),
    );
  });

  it('from the end of the list, puts the copies last, as a program that doubles images before it fits', () => {
    // 60 images, of which 12 are copied: the list has 72, and 57 of them are before the cut.
    const labels = Array.from({ length: 60 }, (_, i) => i % 10);
    const data = prepareData(datasetOf(labels, labels), spec({ split: endOfList(0.2), augmentation: copied([2, 6]) }), 4);
    expect([...data.train].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 57 }, (_, i) => i));
    expect([...data.validation.slice(0, 3)]).toEqual([57, 58, 59]);
    expect([...(data.heldCopies ?? [])]).toEqual([2, 6, 12, 16, 22, 26, 32, 36, 42, 46, 52, 56]);
    expect(data.augmentation).toBeNull();
    expect([...data.validation.slice(3)].map((i) => data.targets[i])).toEqual([2, 6, 2, 6, 2, 6, 2, 6, 2, 6, 2, 6]);
    expect(splitOf(datasetOf(labels, labels), spec({ split: endOfList(0.2), augmentation: copied([2, 6]) }), 4)).toEqual({
      train: data.train,
      validation: data.validation,
      test: data.test,
    });
  });

  it('from the end of the list, draws the copies that are held out once, and trains on the others', () => {
    const dataset = datasetOf([2, 2, 2, 2], [2]);
    // One half of the first image is white.
    dataset.train.images.fill(0, 0, SIZE);
    for (let row = 0; row < 28; row++) dataset.train.images.fill(255, 28 * row, 28 * row + 14);
    const data = prepareData(dataset, spec({ split: endOfList(0.5), augmentation: copied([2]), labelNoise: 0.5 }), 1);
    expect([...data.train].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect([...(data.heldCopies ?? [])]).toEqual([0, 1, 2, 3]);
    const copy = data.pixels.subarray(5 * SIZE, 6 * SIZE);
    expect([copy[0], copy[27]]).toEqual([0, 255]);
    // Copies have the right label, whatever noise does to those that are trained on.
    expect([...data.validation].map((i) => data.targets[i])).toEqual([2, 2, 2, 2]);
    const some = prepareData(dataset, spec({ split: endOfList(0.25), augmentation: copied([2]) }), 1);
    expect([...(some.augmentation?.copies ?? [])]).toEqual([0, 1]);
    expect([...(some.heldCopies ?? [])]).toEqual([2, 3]);
  });

  it('from the end of the list, draws the copies that are held out as what they show, like those that are trained on', () => {
    const [height, width] = [28, 28];
    const shirt = garmentSilhouette(6).map((value) => (value ? 180 : 0));
    const labels = [6, 6, 2, 6];
    const images = Uint8Array.from(labels.flatMap(() => [...shirt]));
    const dataset: Dataset = { ...datasetOf(labels, [6]), train: { labels: Uint8Array.from(labels), images } };
    const steps = [{ ...AUGMENTATIONS.drawing.defaults, probability: 1, details: 1 }];
    const data = prepareData(dataset, spec({ split: endOfList(0.5), augmentation: { steps, mode: 'addCopies', classes: null } }), 2);
    const copyOf = (original: number, name: string) => {
      const drawn = new Uint8Array(SIZE);
      augmentImage(shirt, drawn, { height, width, channels: 1 }, steps, augmentationKey(2, 0, original), name);
      return drawn;
    };
    const names = ['Shirt', 'Shirt', 'Pullover', 'Shirt'];
    expect([...(data.heldCopies ?? [])]).toEqual([0, 1, 2, 3]);
    names.forEach((name, k) => {
      expect(data.pixels.slice((5 + k) * SIZE, (6 + k) * SIZE)).toEqual(copyOf(k, name));
      expect(copyOf(k, name)).not.toEqual(copyOf(k, ''));
    });
  });

  it('from the end of the list, trains on the copies of images that are in use alone', () => {
    const labels = Array.from({ length: 20 }, () => 2);
    const data = prepareData(datasetOf(labels, [2]), spec({ split: endOfList(0.25), augmentation: copied([2]), trainSize: 6 }), 1);
    const copies = [...(data.augmentation?.copies ?? [])];
    expect(data.train).toHaveLength(6);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter((i) => !data.train.includes(i))).toEqual([]);
  });

  it('pooled, mixes both sets, and takes the counts it is given in the shares of the classes', () => {
    const labels = Array.from({ length: 120 }, (_, i) => (i % 3 === 0 ? 0 : 1));
    const data = prepareData(datasetOf(labels, labels), spec({ split: pooled(180, 30, 30) }), 2);
    const share = (part: Uint32Array) => [...part].filter((i) => data.targets[i] === 0).length;
    expect([share(data.train), share(data.validation), share(data.test)]).toEqual([60, 10, 10]);
    expect([...data.test].some((i) => i < 120) && [...data.test].some((i) => i >= 120)).toBe(true);
    const shared = prepareData(datasetOf(labels, labels), spec({ split: pooled(0.5, 0.25, 0.25, { sizes: 'shares' }) }), 2);
    expect([shared.train.length, shared.validation.length, shared.test.length]).toEqual([120, 60, 60]);
  });

  it('that watches the test images holds nothing else out', () => {
    const labels = Array.from({ length: 50 }, (_, i) => i % 10);
    const watched = prepareData(datasetOf(labels, labels), spec({ split: official(0.2, true, true) }), 1);
    expect(watched.train).toHaveLength(50);
    expect([...watched.validation]).toEqual([...watched.test]);
    const mixed = prepareData(datasetOf(labels, labels), spec({ split: pooled(80, 10, 20, { validationIsTest: true }) }), 1);
    expect([mixed.train.length, mixed.validation.length, mixed.test.length]).toEqual([80, 20, 20]);
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
    expect(prepareData(datasetOf(labels, []), spec({ trainSize: 700, split: official(0) }), 1).train).toHaveLength(50);
  });

  it('stratified, keeps each class alike in a smaller training set too, drawn from the seed', () => {
    const labels = Array.from({ length: 300 }, (_, i) => (i < 200 ? 0 : 1));
    const train = (seed: number) => prepareData(datasetOf(labels, []), spec({ trainSize: 30, split: official(0) }), seed).train;
    expect([...train(1)].filter((i) => i < 200)).toHaveLength(20);
    expect(train(1)).toEqual(train(1));
    expect(train(1)).not.toEqual(train(2));
    // Not simply the first of each class.
    expect(Math.max(...train(1))).toBeGreaterThan(210);
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
    expect(changed(data.train)).toBe(180);
  });

  it('of exactly the share of training images are wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 0.5, noNaN: true }), fc.nat(), (count, labelNoise, seed) => {
        const labels = Array.from({ length: count }, (_, i) => i % 10);
        const { targets, train } = prepareData(datasetOf(labels, [0]), spec({ labelNoise, split: official(0) }), seed);
        expect([...train].filter((i) => targets[i] !== labels[i])).toHaveLength(Math.round(labelNoise * count));
      }),
      { numRuns: 50 },
    );
  });

  it('of a run stored by an earlier version are those that it was trained with', () => {
    const labels = Array.from({ length: 200 }, (_, i) => i % 10);
    const noisy = spec({ labelNoise: 0.2, labelNoiseRule: 'eachImage', split: official(0) });
    const wrong = (seed: number) => {
      const { targets } = prepareData(datasetOf(labels, [0]), noisy, seed);
      return labels.flatMap((label, i) => (targets[i] === label ? [] : [[i, targets[i]]]));
    };
    expect(wrong(1).slice(0, 4)).toEqual([
      [0, 4],
      [2, 1],
      [3, 1],
      [4, 7],
    ]);
    expect(new Set([1, 2, 3, 4].map((seed) => wrong(seed).length)).size).toBeGreaterThan(1);
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

describe('class weights', () => {
  const unequal = datasetOf([...Array(30).fill(0), ...Array(10).fill(1), 5, 5], [0, 1, 1, 1]);
  const groups = (names: number[][]): DataSpec['task'] => ({
    kind: 'groups',
    groups: names.map((classes, k) => ({ name: `group ${k}`, classes })),
  });
  const task = groups([[0], [1, 2]]);
  const weigh = (weights: ClassWeights, change: Partial<DataSpec> = {}) =>
    prepareData(unequal, spec({ task, split: official(0), ...change }), 1, weights).classWeights;

  it('count all alike where none are asked for, or they come out as 1', () => {
    expect(weigh({ kind: 'none' })).toBeNull();
    expect(weigh({ kind: 'custom', weights: [1, 1] })).toBeNull();
    const even = prepareData(datasetOf([0, 1, 0, 1], []), spec({ task, split: official(0) }), 1, { kind: 'balanced' });
    expect(even.classWeights).toBeNull();
  });

  it('balanced, are images / (classes * images of the class) over the training images alone', () => {
    expect(weigh({ kind: 'balanced' })).toEqual(Float32Array.of(40 / (2 * 30), 40 / (2 * 10)));
  });

  it('balanced, count the copies that augmentation adds', () => {
    const augmentation = { steps: [{ kind: 'flipLeftRight', probability: 1 } as const], mode: 'addCopies' as const, classes: [1] };
    expect(weigh({ kind: 'balanced' }, { augmentation })).toEqual(Float32Array.of(50 / (2 * 30), 50 / (2 * 20)));
  });

  it('leave out a class without images', () => {
    expect(weigh({ kind: 'balanced' }, { task: groups([[0], [1], [9]]) })).toEqual(Float32Array.of(40 / 60, 40 / 20, 0));
  });

  it('are as given where a person gives them', () => {
    expect(weigh({ kind: 'custom', weights: [0.5, 3] })).toEqual(Float32Array.of(0.5, 3));
  });
});

describe('augmentation', () => {
  const steps = [{ kind: 'flipLeftRight', probability: 0.5 } as const];
  const labels = Array.from({ length: 40 }, (_, i) => i % 10);
  const prepared = (augmentation: Augmentation, change: Partial<DataSpec> = {}) =>
    prepareData(datasetOf(labels, labels), spec({ augmentation, ...change }), 3);

  it('without a step is none', () => {
    expect(prepared({ steps: [], mode: 'addCopies', classes: null }).augmentation).toBeNull();
  });

  it('in place concerns training images of its classes alone, and copies nothing', () => {
    const { augmentation, train } = prepared({ steps, mode: 'inPlace', classes: [2, 6] });
    const changed = [...(augmentation?.inPlace ?? [])].flatMap((flag, i) => (flag ? [i] : []));
    expect(changed).toEqual([...train].filter((i) => labels[i] === 2 || labels[i] === 6));
    expect(augmentation?.copies).toHaveLength(0);
    expect(augmentation).toMatchObject({ steps, seed: 3 });
  });

  it('as copies adds one of each, and leaves all images as they are', () => {
    const { augmentation, train } = prepared({ steps, mode: 'addCopies', classes: null });
    expect(augmentation?.copies).toEqual(train);
    expect(augmentation?.inPlace.some(Boolean)).toBe(false);
  });

  it("goes by the data set's labels, whatever the task and the noise make of them", () => {
    const task: DataSpec['task'] = {
      kind: 'groups',
      groups: [
        { name: 'a', classes: [0, 1] },
        { name: 'b', classes: [2] },
      ],
    };
    const { augmentation, targets } = prepared(
      { steps, mode: 'addCopies', classes: [1, 7] },
      { task, labelNoise: 0.5, split: official(0) },
    );
    const copies = [...(augmentation?.copies ?? [])];
    expect(copies.map((i) => labels[i])).toEqual([1, 1, 1, 1]);
    expect(targets[7]).toBe(255);
  });
});
