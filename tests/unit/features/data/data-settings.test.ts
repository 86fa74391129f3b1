import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import { AUGMENTATION_KINDS, AUGMENTATIONS } from '@/experiment/data/augmentations';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { splitCounts } from '@/experiment/data/split-counts';
import { SPLITS } from '@/experiment/data/splits';
import { TASKS } from '@/experiment/data/tasks';
import type { Augmentation, Split, Task } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import { stepWords } from '@/experiment/words/data';
import {
  addStep,
  drawingAt,
  moveStep,
  removeStep,
  setStep,
  toggleClass,
  toggleDrawing,
} from '@/features/data/augmentation/augmentation-edits';
import { pickPreview, previewDraws } from '@/features/data/augmentation/preview-draws';
import { sizeAt, sliderPlace } from '@/features/data/split/size-scale';
import { asKind, asSizes } from '@/features/data/split/split-edits';
import { countsAfter, countsBefore, trainingCounts } from '@/features/data/task/task-counts';
import { pixelWords, splitWords, taskWords } from '@/features/data/words';

const SIZE = { height: 28, width: 28, channels: 1 };
const EVEN = Array.from({ length: 10 }, () => 1200);

describe('the words of the lines', () => {
  it('say the task and the label noise', () => {
    expect(taskWords({ dataset: DEFAULT_DATASET, task: TASKS.classes.start({ dataset: DEFAULT_DATASET }), labelNoise: 0 })).toBe(
      'All 10 classes',
    );
    expect(taskWords({ dataset: DEFAULT_DATASET, task: TASKS.groups.start({ dataset: DEFAULT_DATASET }), labelNoise: 0 })).toBe(
      '3 groups: Top, Bottom, Accessories',
    );
    expect(taskWords({ dataset: DEFAULT_DATASET, task: { kind: 'groups', groups: [] }, labelNoise: 0 })).toBe('0 groups');
    expect(taskWords({ dataset: DEFAULT_DATASET, task: TASKS.pair.start({ dataset: DEFAULT_DATASET }), labelNoise: 0.2 })).toBe(
      'Dress or Boot · 20% label noise',
    );
  });

  it('say the parts, and that validation is the test where it is', () => {
    const counts = { train: 54_000, validation: 6_000, test: 10_000 };
    expect(splitWords(SPLITS.official.defaults, counts)).toBe('54,000 train · 6,000 validation · 10,000 test');
    expect(splitWords({ ...SPLITS.official.defaults, validationIsTest: true }, counts)).toBe('54,000 train · 10,000 validation = test');
    expect(splitWords(SPLITS.official.defaults, { ...counts, train: Number.NaN })).toBe('— train · 6,000 validation · 10,000 test');
  });

  it('say the scaling and which steps change which images', () => {
    const none: Augmentation = { steps: [], mode: 'inPlace', classes: null };
    expect(pixelWords({ dataset: DEFAULT_DATASET, scaling: 'unit', augmentation: none })).toBe('0 to 1 · unchanged');
    const some: Augmentation = {
      steps: [
        { kind: 'rotation', probability: 0.5, degrees: 15 },
        { kind: 'flipLeftRight', probability: 1 },
      ],
      mode: 'addCopies',
      classes: [2, 6],
    };
    expect(pixelWords({ dataset: DEFAULT_DATASET, scaling: 'standardized', augmentation: some })).toBe(
      'Standardized · rotation, flip left-right, as copies of 2 classes',
    );
    expect(some.steps.map(stepWords)).toEqual(['Rotation: degrees 15, probability 0.5', 'Flip left-right']);
  });
});

describe('class counts', () => {
  const counts = { train: EVEN, test: EVEN.map(() => 200) };
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const asked = (task: Task, split: Split = SPLITS.official.defaults) => ({ dataset: DEFAULT_DATASET, task, split, trainSize: null });
  const countsOf = (labels: readonly number[]) => EVEN.map((_, label) => labels.filter((other) => other === label).length);
  const datasetOf = (train: number[], test: number[]): Dataset => {
    const part = (labels: number[]) => ({ labels: Uint8Array.from(labels), images: new Uint8Array(labels.length * 784) });
    return { id: DEFAULT_DATASET, source: 'a test', itemShape: [28, 28, 1], train: part(train), test: part(test) };
  };

  it('are of the images that are trained on, and of those that the task leaves out', () => {
    expect(countsBefore(DEFAULT_DATASET, EVEN)).toHaveLength(10);
    for (const task of Object.values(TASKS).map(({ start }) => start({ dataset: DEFAULT_DATASET }))) {
      const { labels, answers, leftOut } = trainingCounts(asked(task), counts, 1000);
      expect([sumOf(labels), sumOf(answers)]).toEqual([1000, 1000]);
      expect(leftOut).toBe(task.kind === 'pair' ? 9600 : 0);
    }
  });

  it('go by the limit on training images, and by the classes of the task', () => {
    const classes = TASKS.classes.start({ dataset: DEFAULT_DATASET });
    expect(trainingCounts(asked(classes), counts, 1000).labels).toEqual(EVEN.map(() => 100));
    const task = TASKS.pair.start({ dataset: DEFAULT_DATASET });
    const { answers } = trainingCounts(asked(task), counts, 500);
    expect(countsAfter({ dataset: DEFAULT_DATASET, task }, answers)).toEqual([
      { name: 'Dress', count: 250 },
      { name: 'Ankle boot', count: 250 },
    ]);
  });

  it('of a pooled split are those of both sets together', () => {
    const pair = TASKS.pair.start({ dataset: DEFAULT_DATASET });
    const { labels, leftOut } = trainingCounts(asked(pair, SPLITS.pooled.defaults), counts, 2100);
    expect([labels[3], labels[9], leftOut]).toEqual([1050, 1050, 8 * 1400]);
  });

  it('are those of the images that training is given, where they are not called approximate', () => {
    const labelsOf = (length: number) => fc.array(fc.nat(9), { minLength: length, maxLength: 80 });
    const anyTask = fc.constantFrom(...Object.values(TASKS).map(({ start }) => start({ dataset: DEFAULT_DATASET })));
    const anySplit = fc.oneof(
      fc.record({
        kind: fc.constant('official' as const),
        validationShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
        stratified: fc.boolean(),
        validationIsTest: fc.boolean(),
      }),
      fc.constant(SPLITS.pooled.defaults),
    );
    fc.assert(
      fc.property(labelsOf(1), labelsOf(0), anyTask, anySplit, fc.option(fc.integer({ min: 1, max: 60 })), fc.nat(), (...drawn) => {
        const [train, test, task, split, trainSize, seed] = drawn;
        const spec = { ...defaultExperiment().data, dataset: DEFAULT_DATASET, task, split, trainSize };
        const pools = { train: countsOf(train), test: countsOf(test) };
        const said = trainingCounts(spec, pools, splitCounts(spec, pools.train, pools.test).train);
        const data = prepareData(datasetOf(train, test), spec, seed);
        const all = [...train, ...test];
        if (said.exact.labels) expect(said.labels).toEqual(countsOf([...data.train].map((i) => all[i] ?? -1)));
        const answers = said.answers.map((_, target) => [...data.train].filter((i) => data.targets[i] === target).length);
        if (said.exact.answers) expect(said.answers).toEqual(answers);
        if (split.stratified) expect(said.exact.answers).toBe(true);
      }),
    );
  });
});

describe('edits of a split', () => {
  it('another kind keeps the switches', () => {
    const watched = { ...SPLITS.official.defaults, stratified: false, validationIsTest: true };
    expect(asKind(watched, 'pooled')).toEqual({ ...SPLITS.pooled.defaults, stratified: false, validationIsTest: true });
    expect(asKind(asKind(watched, 'pooled'), 'official')).toEqual(watched);
    expect(asKind(watched, 'official')).toBe(watched);
  });

  it('sizes as counts and back divide the images alike', () => {
    const share = fc.integer({ min: 1, max: 33 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(share, share, share, (train, validation, test) => {
        const shares = { ...SPLITS.pooled.defaults, train, validation, test, stratified: false };
        const of = (split: typeof shares) =>
          splitCounts(
            { dataset: DEFAULT_DATASET, task: TASKS.classes.start({ dataset: DEFAULT_DATASET }), split, trainSize: null },
            EVEN,
            EVEN,
          );
        const counts = asSizes(shares, 'counts', 24_000);
        expect(of(counts)).toEqual(of(shares));
        const again = asSizes(counts, 'shares', 24_000);
        expect(again.train + again.validation + again.test).toBeLessThanOrEqual(1);
        for (const part of ['train', 'validation', 'test'] as const) expect(again[part]).toBeCloseTo(shares[part], 3);
      }),
    );
  });
});

describe('the slider of the training images', () => {
  it('ends at all, and gives back the place of the size it gave', () => {
    expect(sizeAt(1, 10_800)).toBeNull();
    expect(sliderPlace(null, 10_800)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.integer({ min: 200, max: 70_000 }), (place, available) => {
        const size = sizeAt(place, available);
        if (size === null) return;
        expect(Number.isInteger(size) && size >= 10 && size < available).toBe(true);
        expect(Math.abs(sliderPlace(size, available) - place)).toBeLessThan(0.05);
      }),
    );
  });

  it('stands at an end for a size outside, or for no number', () => {
    expect(sliderPlace(Number.NaN, 1000)).toBe(0);
    expect(sliderPlace(5, 1000)).toBe(0);
    expect(sliderPlace(5000, 1000)).toBe(1);
    expect(sizeAt(0.5, 5)).toBeNull();
  });
});

describe('edits of an augmentation', () => {
  const all = AUGMENTATION_KINDS.reduce<Augmentation>((made, kind) => addStep(made, kind), { steps: [], mode: 'inPlace', classes: null });

  it('steps are added at the end, moved, set and removed', () => {
    expect(all.steps.map(({ kind }) => kind)).toEqual(AUGMENTATION_KINDS);
    expect(moveStep(all, 2, 0).steps.map(({ kind }) => kind)).toEqual([
      'rotation',
      'flipLeftRight',
      'flipUpDown',
      ...AUGMENTATION_KINDS.slice(3),
    ]);
    expect(moveStep(all, 0, 99)).toBe(all);
    expect(moveStep(all, 99, 0)).toBe(all);
    expect(setStep(all, 2, 'degrees', 30).steps[2]).toEqual({ kind: 'rotation', probability: 1, degrees: 30 });
    expect(removeStep(all, 0).steps).toEqual(all.steps.slice(1));
  });

  it('images are rendered as drawings before anything else, once', () => {
    const none = toggleDrawing(all, false);
    expect(drawingAt(none)).toBe(-1);
    const ready = toggleDrawing(none, true);
    expect([drawingAt(ready), ready.steps[0], ready.steps.slice(1)]).toEqual([0, AUGMENTATIONS.drawing.defaults, none.steps]);
    expect(toggleDrawing(ready, true)).toEqual(ready);
  });

  it('classes are added in order and taken out', () => {
    const chosen = toggleClass(toggleClass({ ...all, classes: [6] }, 2, true), 6, false);
    expect(toggleClass({ ...all, classes: [6] }, 2, true).classes).toEqual([2, 6]);
    expect(chosen.classes).toEqual([2]);
  });
});

describe('the preview', () => {
  const image = (label: number, grey: number) => ({ label, pixels: Uint8Array.from({ length: 784 }, (_, i) => (i * 7 + grey) % 256) });

  it('shows as many of the classes as there is room for, then a second image of each', () => {
    const images = [image(2, 1), image(2, 2), image(6, 3), image(8, 4), image(6, 5)];
    expect(pickPreview(images, [2, 6], 3).map(({ label }) => label)).toEqual([2, 6, 2]);
    expect(pickPreview(images, null, 9)).toHaveLength(5);
    expect(pickPreview(images, [], 3)).toEqual([]);
  });

  it('draws each epoch anew, the same again for the same epoch, and leaves the original alone', () => {
    const { pixels } = image(0, 0);
    const before = pixels.slice();
    const steps = [{ kind: 'rotation', probability: 1, degrees: 90 } as const];
    const draws = (first: number) => previewDraws({ pixels, className: '' }, SIZE, steps, { seed: 1, item: 3, first, count: 3 });
    const [a, b, c] = draws(0);
    expect(a).not.toEqual(b);
    expect(draws(1).slice(0, 2)).toEqual([b, c]);
    expect(pixels).toEqual(before);
    expect(previewDraws({ pixels, className: '' }, SIZE, [], { seed: 1, item: 3, first: 0, count: 1 })).toEqual([before]);
  });
});
