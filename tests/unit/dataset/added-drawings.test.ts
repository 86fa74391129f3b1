import { describe, expect, it } from 'vitest';
import { addedImages } from '@/dataset/added-drawings';
import { firstHeldCopy } from '@/dataset/end-of-list';
import { garmentSilhouette, generateGarments } from '@/dataset/garments';
import { prepareData } from '@/dataset/prepare';
import type { Dataset, PreparedData } from '@/dataset/types';
import { createBatches, itemsPerEpoch, stepsPerEpoch } from '@/engine/batches';
import { addedPerEpoch, addedWords } from '@/experiment/data/added-drawings';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { DataSpec } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { differences } from '@/experiment/identity';
import { parseExperiment } from '@/experiment/schema';
import { settingIssues } from '@/experiment/setting-issues';

const SIZE = 784;
const dataset: Dataset = { ...generateGarments({ train: 60, test: 20 }), id: 'builtin-garments', source: '', itemShape: [28, 28, 1] };
const text = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const drawing = (label: number) => ({ label, pixels: text(garmentSilhouette(label)) });
const spec = (change: Partial<DataSpec> = {}): DataSpec => ({ ...defaultExperiment().data, dataset: 'builtin-garments', ...change });

/** The images of one epoch, with their positions. */
function epochOf(data: PreparedData, epoch: number): { position: number; image: Uint8Array }[] {
  const batches = createBatches(data, { batchSize: 16, seed: 1 }).epoch(epoch);
  return Array.from({ length: stepsPerEpoch(data, 16) }, (_, step) => {
    const { positions, images = new Uint8Array(0) } = batches.at(step);
    return [...positions].map((position, k) => ({ position, image: images.slice(k * SIZE, (k + 1) * SIZE) }));
  }).flat();
}

describe('drawings that are trained on', () => {
  const drawings = { list: [drawing(4), drawing(8)], times: 5 };

  it('leave the division of the data set and its images as they were, and come after them', () => {
    const [plain, data] = [prepareData(dataset, spec(), 3), prepareData(dataset, spec({ drawings }), 3)];
    expect([data.train, data.validation, data.test]).toEqual([plain.train, plain.validation, plain.test]);
    expect(data.pixels.subarray(0, plain.pixels.length)).toEqual(plain.pixels);
    expect([...data.targets.subarray(80)]).toEqual([4, 8]);
    expect(data.pixels.slice(80 * SIZE, 81 * SIZE)).toEqual(garmentSilhouette(4));
    expect([data.offset, data.factor]).toEqual([plain.offset, plain.factor]);
  });

  it('are shown so many times in an epoch, a little different each time, and the same again for the same epoch', () => {
    const data = prepareData(dataset, spec({ drawings }), 3);
    expect(itemsPerEpoch(data)).toBe(data.train.length + 10);
    const showings = epochOf(data, 0).filter(({ position }) => position === 80);
    expect(showings).toHaveLength(5);
    expect(new Set(showings.map(({ image }) => image.join())).size).toBe(5);
    for (const { image } of showings) {
      const shared = image.filter((value, at) => value > 60 === garmentSilhouette(4)[at]! > 60).length;
      expect(shared).toBeGreaterThan(0.85 * SIZE);
    }
    expect(epochOf(data, 0)).toEqual(epochOf(data, 0));
    expect(epochOf(data, 1).filter(({ position }) => position === 80)).not.toEqual(showings);
  });

  it('are never drawn once more by “Ready for drawings”, which still changes the images', () => {
    const augmentation = { steps: [{ ...AUGMENTATIONS.drawing.defaults, probability: 1 }], mode: 'inPlace' as const, classes: null };
    const [plain, data] = [spec({ drawings }), spec({ drawings, augmentation })].map((one) => prepareData(dataset, one, 3));
    const drawn = (one: PreparedData) => epochOf(one, 0).filter(({ position }) => position >= 80);
    expect(drawn(data!)).toEqual(drawn(plain!));
    expect(epochOf(data!, 0).filter(({ position }) => position < 80)).not.toEqual(
      epochOf(plain!, 0).filter(({ position }) => position < 80),
    );
  });

  it('count in the weights of classes, and those that the task leaves out are left out', () => {
    const task = { kind: 'pair' as const, classes: [4, 6] as [number, number] };
    const data = prepareData(dataset, spec({ drawings, task }), 3, { kind: 'balanced' });
    expect(itemsPerEpoch(data)).toBe(data.train.length + 5);
    expect(data.classWeights?.[0]).toBeLessThan(data.classWeights?.[1] ?? 0);
  });

  it('that the task leaves out are nowhere, so that held-out copies are found behind the images of the data set', () => {
    const data = prepareData(
      dataset,
      spec({
        drawings,
        task: { kind: 'pair', classes: [0, 1] },
        split: { kind: 'endOfList', validationShare: 0.5, stratified: false, validationIsTest: false },
        augmentation: { steps: [{ kind: 'flipLeftRight', probability: 1 }], mode: 'addCopies', classes: [0] },
      }),
      3,
    );
    expect(data.augmentation).toBeNull();
    expect(data.heldCopies?.length).toBeGreaterThan(0);
    expect(data.targets).toHaveLength(80 + (data.heldCopies?.length ?? 0));
    expect(firstHeldCopy(data)).toBe(80);
  });

  it('of another size, or that cannot be read, are left out', () => {
    const list = [{ label: 1, pixels: text(new Uint8Array(100)) }, { label: 2, pixels: 'AAA' }, drawing(8)];
    expect([...addedImages({ list, times: 1 }, [28, 28, 1]).labels]).toEqual([8]);
  });

  it('are part of what an Experiment computes, in words, and read back as they were', () => {
    const base = defaultExperiment();
    const experiment = { ...base, data: { ...base.data, drawings } };
    expect(differences(experiment, base)).toEqual(['data.drawings']);
    expect(addedWords(drawings)).toBe('2, each 5 times an epoch');
    expect([addedPerEpoch(drawings), addedPerEpoch(null)]).toEqual([10, 0]);
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    const { drawings: _, ...earlier } = base.data;
    expect(parseExperiment({ ...base, data: earlier })?.data.drawings).toBeNull();
    expect(
      parseExperiment({ ...base, data: { ...base.data, drawings: { list: [{ label: 1, pixels: 'no base64!' }], times: 1 } } }),
    ).toBeNull();
  });

  it('are shown a whole number of times, which is said where it is not', () => {
    const base = defaultExperiment();
    const issues = settingIssues({ ...base, data: { ...base.data, drawings: { ...drawings, times: 0 } } });
    expect(issues.map(({ field }) => field)).toEqual(['drawings.times']);
  });
});
