import { describe, expect, it } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { AUGMENTATION_KINDS, AUGMENTATIONS } from '@/experiment/data/augmentations';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import type { LabelCounts } from '@/experiment/data/split-issues';
import { SPLITS } from '@/experiment/data/splits';
import { TASKS } from '@/experiment/data/tasks';
import type { Augmentation, AugmentationStep, DataSpec, Split, Task } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { fieldProblem } from '@/experiment/field';
import { settingIssues } from '@/experiment/setting-issues';
import { CLASS_WEIGHTS, classWeightsOf } from '@/experiment/training/class-weights';
import { CLIPPING_KINDS, CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULE_KINDS, SCHEDULES } from '@/experiment/training/schedules';
import type { ClassWeights, TrainingSpec } from '@/experiment/training/types';

interface Change {
  data?: Partial<DataSpec>;
  training?: Partial<TrainingSpec>;
}

function experimentWith({ data = {}, training = {} }: Change): Experiment {
  const base = defaultExperiment();
  return { ...base, data: { ...base.data, ...data }, training: { ...base.training, ...training } };
}

const found = (change: Change, counts?: LabelCounts) =>
  settingIssues(experimentWith(change), counts).map(({ field, severity }) => `${severity} ${field}`);
const wordsFor = (change: Change, counts?: LabelCounts) => settingIssues(experimentWith(change), counts).map(({ message }) => message);

const groups = (...list: [string, number[]][]): Change => ({
  data: { task: { kind: 'groups', groups: list.map(([name, classes]) => ({ name, classes })) } },
});
const official = (options: Partial<Extract<Split, { kind: 'official' }>>) => ({ ...SPLITS.official.defaults, ...options });
const pooled = (options: Partial<Extract<Split, { kind: 'pooled' }>>) => ({ ...SPLITS.pooled.defaults, ...options });
const inCounts = (train: number, validation: number, test: number) => pooled({ sizes: 'counts', train, validation, test });
const DRAWING = AUGMENTATIONS.drawing.defaults;

const augmented = (step: AugmentationStep, options: Partial<Augmentation> = {}, task: Task = { kind: 'classes' }): Change => ({
  data: { task, augmentation: { steps: [step], mode: 'inPlace', classes: null, ...options } },
});
const plateau = SCHEDULES.reduceOnPlateau.defaults;
const stopping = EARLY_STOPPING.defaults;
const unwatched = official({ validationShare: 0 });

const CASES: [string, Change, string[]][] = [
  ['a group without a class', groups(['Top', [0, 1]], ['Bottom', []]), ['error task.groups.1']],
  ['a class in two groups', groups(['Top', [0, 1]], ['Bottom', [1, 2]]), ['error task.groups.1']],
  ['a class in one group twice', groups(['Top', [0, 0]], ['Bottom', [1]]), ['error task.groups.0']],
  ['one group', groups(['All', [0, 1]]), ['error task.groups']],
  ['no group', groups(), ['error task.groups']],
  ['a group without a name', groups(['  ', [0]], ['Bottom', [1]]), ['error task.groups.0']],
  ['two groups of one name', groups(['Top', [0]], ['top ', [1]]), ['error task.groups.1']],
  ['a pair of one class', { data: { task: { kind: 'pair', classes: [4, 4] } } }, ['error task.classes']],

  ['a share out of range', { data: { split: pooled({ train: 1.5 }) } }, ['error split.train']],
  ['shares of more than everything', { data: { split: pooled({ train: 0.9 }) } }, ['error split']],
  ['more images than there are', { data: { split: inCounts(60_000, 5000, 10_000) } }, ['error split']],
  [
    'more images of two classes than there are',
    { data: { task: TASKS.pair.start({ dataset: DEFAULT_DATASET }), split: inCounts(12_000, 1, 2000) } },
    ['error split'],
  ],
  ['no training image', { data: { split: pooled({ train: 0 }) } }, ['error split.train']],
  ['no test image', { data: { split: inCounts(10_000, 0, 0) } }, ['error split.test']],
  ['a share of training images out of range', { data: { split: official({ validationShare: 0.7 }) } }, ['error split.validationShare']],
  ['a watched test', { data: { split: official({ validationIsTest: true }) } }, ['warning split.validationIsTest']],
  ['a stratified part too small for all classes', { data: { split: inCounts(60_000, 5, 1000) } }, ['error split.stratified']],
  ['the same part, not stratified', { data: { split: { ...inCounts(60_000, 5, 1000), stratified: false } } }, []],
  ['no validation images', { data: { split: unwatched } }, []],

  ['no image to train on', { data: { trainSize: 0 } }, ['error trainSize']],
  ['half an image', { data: { trainSize: 0.5 } }, ['error trainSize']],
  ['a thousand images', { data: { trainSize: 1000 } }, []],
  ['fewer images than a batch', { data: { trainSize: 10 } }, []],
  ['more training images than there are', { data: { trainSize: 54_001 } }, ['warning trainSize']],
  ['more wrong labels than right ones', { data: { labelNoise: 0.6 } }, ['error labelNoise']],

  ['a crop larger than the image', augmented({ kind: 'randomCrop', probability: 1, size: 30 }), ['error augmentation.steps.0.size']],
  ['a crop of the whole image', augmented({ kind: 'randomCrop', probability: 1, size: 28 }), ['error augmentation.steps.0.size']],
  ['a cutout larger than the image', augmented({ kind: 'cutout', probability: 1, size: 29 }), ['error augmentation.steps.0.size']],
  ['a cutout of nothing', augmented({ kind: 'cutout', probability: 1, size: 0 }), ['error augmentation.steps.0.size']],
  ['a rotation by nothing', augmented({ kind: 'rotation', probability: 1, degrees: 0 }), ['error augmentation.steps.0.degrees']],
  ['a zoom by nothing', augmented({ kind: 'zoom', probability: 1, share: 0 }), ['error augmentation.steps.0.share']],
  ['a zoom to nothing', augmented({ kind: 'zoom', probability: 1, share: 1 }), ['error augmentation.steps.0.share']],
  ['a shift by nothing', augmented({ kind: 'shift', probability: 1, pixels: 0 }), ['error augmentation.steps.0.pixels']],
  ['a shift by half a pixel', augmented({ kind: 'shift', probability: 1, pixels: 0.5 }), ['error augmentation.steps.0.pixels']],
  ['noise of nothing', augmented({ kind: 'noise', probability: 1, deviation: 0 }), ['error augmentation.steps.0.deviation']],
  [
    'drawings in no way',
    augmented({ ...DRAWING, outline: 0, flat: 0, posterized: 0, scribbled: 0 }),
    ['error augmentation.steps.0.outline'],
  ],
  ['drawings in one way only', augmented({ ...DRAWING, flat: 0, posterized: 0, scribbled: 0, mirrored: 0, wobble: 0 }), []],
  ['drawings of a share above 1', augmented({ ...DRAWING, flat: 2 }), ['error augmentation.steps.0.flat']],
  ['a flip that never happens', augmented({ kind: 'flipUpDown', probability: 0 }), ['error augmentation.steps.0.probability']],
  ['a probability above 1', augmented({ kind: 'flipLeftRight', probability: 2 }), ['error augmentation.steps.0.probability']],
  ['changes of no class', augmented(AUGMENTATIONS.zoom.defaults, { classes: [] }), ['error augmentation.classes']],
  [
    'changes of classes that are all left out',
    augmented(AUGMENTATIONS.zoom.defaults, { classes: [0, 1] }, { kind: 'pair', classes: [3, 9] }),
    ['error augmentation.classes'],
  ],
  [
    'changes of classes of which one is left out',
    augmented(AUGMENTATIONS.zoom.defaults, { classes: [0, 3] }, { kind: 'pair', classes: [3, 9] }),
    ['warning augmentation.classes'],
  ],
  ['copies without a change', { data: { augmentation: { steps: [], mode: 'addCopies', classes: null } } }, ['warning augmentation.mode']],
  [
    'too many changes',
    { data: { augmentation: { steps: new Array(11).fill(AUGMENTATIONS.zoom.defaults), mode: 'inPlace', classes: null } } },
    ['error augmentation.steps'],
  ],

  ['patience as long as the run', { training: { earlyStopping: { ...stopping, patience: 5 } } }, ['warning earlyStopping.patience']],
  ['no patience', { training: { earlyStopping: { ...stopping, patience: 0 } } }, ['error earlyStopping.patience']],
  ['a negative minimum change', { training: { earlyStopping: { ...stopping, minDelta: -1 } } }, ['error earlyStopping.minDelta']],
  ['a monitor without images', { data: { split: unwatched }, training: { earlyStopping: stopping } }, ['error earlyStopping.monitor']],
  [
    'a monitor of the training images where none else are',
    { data: { split: unwatched }, training: { earlyStopping: { ...stopping, monitor: 'trainingLoss' } } },
    [],
  ],
  ['plateau patience as long as the run', { training: { schedule: { ...plateau, patience: 5 } } }, ['warning schedule.patience']],
  ['a plateau that nobody sees', { data: { split: unwatched }, training: { schedule: plateau } }, ['error schedule.monitor']],
  [
    'a plateau with nowhere to fall',
    { training: { schedule: { ...plateau, minLearningRate: 0.001 } } },
    ['warning schedule.minLearningRate'],
  ],
  ['a step after the end', { training: { schedule: { kind: 'step', every: 5, factor: 0.5 } } }, ['warning schedule.every']],
  ['a step up', { training: { schedule: { kind: 'step', every: 2, factor: 1.5 } } }, ['error schedule.factor']],
  ['a decay by nothing', { training: { schedule: { kind: 'exponential', factor: 1 } } }, ['error schedule.factor']],
  ['a cosine that stays', { training: { schedule: { kind: 'cosine', finalShare: 1 } } }, ['error schedule.finalShare']],
  ['a warm-up longer than the run', { training: { warmupEpochs: 5.5 } }, ['warning warmupEpochs']],
  ['a warm-up as long as the run', { training: { warmupEpochs: 5 } }, []],
  [
    'Adadelta at Keras’s default',
    { training: { optimizer: OPTIMIZERS.adadelta.defaults, learningRate: OPTIMIZERS.adadelta.learningRate } },
    ['warning learningRate'],
  ],
  ['Adadelta as in its paper', { training: { optimizer: OPTIMIZERS.adadelta.defaults, learningRate: 1 } }, []],
  ['clipping to nothing', { training: { clipping: { kind: 'globalNorm', limit: 0 } } }, ['error clipping.limit']],
  ['too few class weights', { training: { classWeights: { kind: 'custom', weights: [1, 2] } } }, ['error classWeights']],
  [
    'a negative class weight',
    { data: { task: TASKS.pair.start({ dataset: DEFAULT_DATASET }) }, training: { classWeights: { kind: 'custom', weights: [1, -2] } } },
    ['error classWeights.weights.1'],
  ],
  [
    'class weights of nothing',
    { data: { task: TASKS.pair.start({ dataset: DEFAULT_DATASET }) }, training: { classWeights: { kind: 'custom', weights: [0, 0] } } },
    ['error classWeights'],
  ],
];

describe('settings that do not go together', () => {
  it.each(CASES)('%s', (_, change, expected) => {
    expect(found(change)).toEqual(expected);
    for (const message of wordsFor(change)) expect(message).toMatch(/^[A-Z“\w].{10,}[.?]$/);
  });

  it('say what would be missing from a stratified split', () => {
    const counts = { train: [10, 10, 10, 10, 10, 10, 10, 10, 0, 10], test: new Array<number>(10).fill(1) };
    expect(wordsFor({}, counts)).toEqual([
      'There would be no image of Bag for training, and none of Bag for validation. Change the sizes, or switch stratified off.',
    ]);
    expect(found({ data: { split: official({ stratified: false }) } }, counts)).toEqual([]);
    expect(found({ data: { task: { kind: 'pair', classes: [0, 1] } } }, counts)).toEqual([]);
  });

  it('of the classes are not looked for while the task they follow from is wrong', () => {
    const { data = {} } = groups(['Top', [0, 2]], ['Bag', []]);
    expect(found({ data, training: { classWeights: { kind: 'balanced' } } })).toEqual(['error task.groups.1']);
  });

  it('say which class cannot be balanced', () => {
    const counts = { train: [10, 10, 10, 10, 10, 10, 10, 10, 0, 10], test: new Array<number>(10).fill(1) };
    const training = { classWeights: { kind: 'balanced' as const } };
    expect(wordsFor({ training, data: { split: official({ stratified: false }) } }, counts)).toEqual([
      'Bag has no training image, so the classes cannot be balanced.',
    ]);
  });
});

describe('every choice as it is first made is in order', () => {
  it.each(SCHEDULE_KINDS)('schedule %s', (kind) => {
    expect(found({ training: { schedule: SCHEDULES[kind].defaults } })).toEqual([]);
  });

  it.each(CLIPPING_KINDS)('clipping %s', (kind) => {
    expect(found({ training: { clipping: CLIPPINGS[kind].defaults } })).toEqual([]);
  });

  it.each(AUGMENTATION_KINDS)('augmentation %s', (kind) => {
    expect(found(augmented(AUGMENTATIONS[kind].defaults))).toEqual([]);
  });

  it('early stopping, tasks, splits and class weights', () => {
    expect(found({ training: { earlyStopping: EARLY_STOPPING.defaults } })).toEqual([]);
    for (const { start, suits } of Object.values(TASKS)) {
      if (!suits({ dataset: DEFAULT_DATASET })) continue;
      const task = start({ dataset: DEFAULT_DATASET });
      // The end of a list is for those who want to repeat what others did.
      for (const { defaults: split } of Object.values(SPLITS))
        expect(found({ data: { task, split } })).toEqual(split.kind === 'endOfList' ? ['warning split'] : []);
      for (const kind of Object.keys(CLASS_WEIGHTS) as ClassWeights['kind'][]) {
        expect(found({ data: { task }, training: { classWeights: classWeightsOf(kind, { dataset: DEFAULT_DATASET, task }) } })).toEqual([]);
      }
    }
  });

  it('has a size of the training set as its model sees it: a classical one knows nothing of copies, which may move the cut', () => {
    const data: Partial<DataSpec> = {
      split: SPLITS.endOfList.defaults,
      trainSize: 50_000,
      augmentation: { steps: [DRAWING], mode: 'addCopies', classes: null },
    };
    const network = experimentWith({ data });
    const classical = { ...network, model: { kind: 'classical' as const, classical: CLASSICAL_MODELS.mostFrequent.defaults } };
    const fields = (experiment: Experiment) => settingIssues(experiment).map(({ field }) => field);
    expect(fields(network)).not.toContain('trainSize');
    expect(fields(classical)).toContain('trainSize');
  });

  it('has a field for each of its options', () => {
    const tables = [...Object.values(SCHEDULES), ...Object.values(CLIPPINGS), ...Object.values(AUGMENTATIONS), EARLY_STOPPING];
    for (const { defaults, fields, help } of tables) {
      const options = Object.entries(defaults).filter(([name]) => name !== 'kind');
      expect(fields.map((field) => field.name).sort()).toEqual(options.map(([name]) => name).sort());
      for (const field of fields) expect(fieldProblem(field, defaults[field.name as keyof typeof defaults])).toBeNull();
      expect(help).toMatch(/\.$/);
    }
  });
});
