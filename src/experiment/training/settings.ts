import { classicalIssues, usesClassWeights } from '@/experiment/classical/models';
import type { ClassicalModel } from '@/experiment/classical/types';
import { augmentationIssues } from '@/experiment/data/augmentations';
import { CLASS_NAMES, DATASETS } from '@/experiment/data/classes';
import { splitCounts, targetCounts } from '@/experiment/data/split-counts';
import { type LabelCounts, splitIssues } from '@/experiment/data/split-issues';
import { validationShareField } from '@/experiment/data/splits';
import { taskIssues } from '@/experiment/data/tasks';
import type { DataSpec } from '@/experiment/data/types';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import type { Field } from '@/experiment/field';
import { imagesInWords, optionIssues, type SettingIssue, settingWarning } from '@/experiment/setting-issue';
import { classWeightsIssues } from './class-weights';
import { clippingIssues } from './clipping';
import { OPTIMIZERS } from './optimizers';
import { scheduleIssues } from './schedules';
import { stoppingIssues } from './stopping';
import type { Loss, TrainingSpec } from './types';

export type { SettingIssue } from '@/experiment/setting-issue';

/** Settings of a run that belong to no choice among several, described for forms and checks. */
export const SETTINGS = {
  learningRate: {
    name: 'learningRate',
    label: 'Learning rate',
    help: 'How far each step moves the weights. Too small learns slowly, too large never settles.',
    type: 'number',
    min: 0,
    max: 1e7,
    step: 0.001,
    exclusiveMin: true,
  },
  warmupEpochs: {
    name: 'warmupEpochs',
    label: 'Warm-up epochs',
    help: 'The learning rate rises from 0 over so many epochs, so that the first large gradients do no harm.',
    type: 'number',
    min: 0,
    max: 1000,
    step: 0.5,
  },
  batchSize: {
    name: 'batchSize',
    label: 'Batch size',
    help: 'How many images are looked at before each step of the weights.',
    type: 'integer',
    min: 1,
    max: 4096,
  },
  epochs: {
    name: 'epochs',
    label: 'Epochs',
    help: 'How many times the whole training set is gone through.',
    type: 'integer',
    min: 1,
    max: 1000,
  },
  validationShare: validationShareField,
  seed: {
    name: 'seed',
    label: 'Seed',
    help: 'The number that all chance comes from: the same seed gives the same run.',
    type: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
  },
  trainSize: {
    name: 'trainSize',
    label: 'Training images',
    help: 'How many of the training images are used: how does it do with 1,000? Empty means all of them.',
    type: 'integer',
    min: 1,
    max: 1_000_000,
    optional: 'all',
  },
  labelNoise: {
    name: 'labelNoise',
    label: 'Label noise',
    help: 'The share of training images whose label is replaced by a wrong one.',
    type: 'number',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
} satisfies Record<string, Field>;

/** The losses, in words. */
export const LOSSES: Record<Loss, { title: string; help: string }> = {
  crossEntropy: {
    title: 'Cross-entropy',
    help: 'Punishes confident mistakes most; categorical for several classes, binary for two.',
  },
  meanSquaredError: {
    title: 'Mean squared error',
    help: 'The squared distance of the outputs from what they should be; learns more slowly from confident mistakes.',
  },
};

/** The share of training images held out for validation. */
export const validationShareOf = ({ data }: Experiment): number =>
  data.split.kind === 'official' ? data.split.validationShare : data.split.validation;

/** What a data set has of each label, as it is published. */
function publishedCounts({ dataset }: DataSpec): LabelCounts {
  const { train, test } = DATASETS[dataset];
  const even = (count: number) => CLASS_NAMES.map(() => count / CLASS_NAMES.length);
  return { train: even(train), test: even(test) };
}

/**
 * Everything wrong with the settings of an Experiment, in words. Never throws. `counts` are the images of each label where the data set has been
 * looked at; until then the published ones are taken. Of the training settings only those are looked at that count for the model.
 *
 * The places (`field`) are, of training: `learningRate`, `batchSize`, `epochs`, `seed`, `warmupEpochs`, `optimizer.<option>`,
 * `schedule.<option>`, `clipping.limit`, `classWeights`, `classWeights.weights.<i>`, `earlyStopping.<option>`. Of data: `task.groups`,
 * `task.groups.<i>`, `task.classes`, `split` (its sizes together), `split.train`, `split.validation`, `split.test`, `split.validationShare`,
 * `split.stratified`, `split.validationIsTest`, `trainSize`, `labelNoise`, `augmentation.steps`, `augmentation.steps.<i>.<option>`,
 * `augmentation.classes`, `augmentation.mode`. Of a classical model: `classical.<option>`.
 */
export function settingIssues(experiment: Experiment, counts: LabelCounts = publishedCounts(experiment.data)): SettingIssue[] {
  const dataProblems = dataIssues(experiment.data, counts);
  // How many images there are to learn from and to watch is only known once the split is right.
  const sizes = dataProblems.some(isError) ? null : splitCounts(experiment.data, counts.train, counts.test);
  const classical = classicalOf(experiment);
  const own = classical
    ? fitIssues(experiment, classical, counts, sizes?.train ?? Number.POSITIVE_INFINITY)
    : trainingIssues(experiment, counts, sizes?.validation ?? 1);
  return [...own, ...dataProblems];
}

const isError = (issue: SettingIssue) => issue.severity === 'error';

const { learningRate, warmupEpochs, batchSize, epochs, seed, trainSize, labelNoise } = SETTINGS;

function trainingIssues({ data, training }: Experiment, counts: LabelCounts, validation: number): SettingIssue[] {
  const { optimizer } = training;
  return [
    ...optionIssues([learningRate, warmupEpochs, batchSize, epochs, seed], training),
    ...optionIssues(OPTIMIZERS[optimizer.kind].fields, optimizer, 'optimizer.'),
    ...scheduleIssues(training, validation),
    ...clippingIssues(training.clipping),
    ...weightIssues(data, training, counts),
    ...stoppingIssues(training.earlyStopping, { epochs: training.epochs, validation }),
  ];
}

/** The classes follow from the task: while that is wrong, it alone is to be said. */
function weightIssues({ task }: DataSpec, { classWeights }: TrainingSpec, counts: LabelCounts): SettingIssue[] {
  return taskIssues(task).length > 0 ? [] : classWeightsIssues(classWeights, task, targetCounts(task, counts.train));
}

/** The options of a classical model, what counts for it of the training settings, and what it leaves out of the data settings. */
function fitIssues({ data, training }: Experiment, model: ClassicalModel, counts: LabelCounts, trainingImages: number): SettingIssue[] {
  const options = classicalIssues(model, trainingImages);
  const augmented = data.augmentation.steps.length > 0;
  return [
    ...options.map((issue) => ({ ...issue, field: `classical.${issue.field}` })),
    ...optionIssues([seed], training),
    ...(usesClassWeights(model) ? weightIssues(data, training, counts) : []),
    ...(augmented ? [settingWarning('augmentation.steps', 'A classical model learns from the images as they are, without changes.')] : []),
  ];
}

function dataIssues(data: DataSpec, counts: LabelCounts): SettingIssue[] {
  const wrong = [
    ...taskIssues(data.task),
    ...optionIssues([trainSize, labelNoise], data),
    ...augmentationIssues(data.augmentation, data.task),
  ];
  // What a wrong task would make of the images is not worth a second message.
  if (taskIssues(data.task).length > 0) return wrong;
  const split = splitIssues(data, counts);
  return [...wrong, ...split, ...(split.some(isError) ? [] : sizeWarning(data, counts))];
}

function sizeWarning(data: DataSpec, counts: LabelCounts): SettingIssue[] {
  const there = splitCounts({ ...data, trainSize: null }, counts.train, counts.test).train;
  if (data.trainSize === null || !(data.trainSize > there)) return [];
  return [settingWarning('trainSize', `The training set has only ${imagesInWords(there)}: all of them are used.`)];
}
