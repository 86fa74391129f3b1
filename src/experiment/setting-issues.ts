import { type ClassicalModel, classicalIssues, usesClassWeights } from './classical/models';
import { isRegressorKind } from './classical/regressors';
import { ADDED_TIMES } from './data/added-drawings';
import { augmentationIssues } from './data/augmentations/issues';
import { isNumberTask, taskIssues, taskOutput } from './data/classes';
import { datasetInfo, tableOf } from './data/datasets';
import { itemsInWords } from './data/labels';
import { DATA_SETTINGS } from './data/settings';
import { splitCounts, targetCounts } from './data/split-counts';
import { type LabelCounts, splitIssues } from './data/split-issues';
import type { DataSpec } from './data/types';
import { classicalOf, dataOf, type Experiment } from './experiment';
import { at, isError, optionIssues, type SettingIssue, settingError, settingWarning } from './setting-issue';
import { classWeightsIssues } from './training/class-weights';
import { clippingIssues } from './training/clipping';
import { stoppingIssues } from './training/early-stopping';
import { LOSSES } from './training/losses';
import { optimizerIssues } from './training/optimizers';
import { scheduleIssues } from './training/schedules/issues';
import { SETTINGS } from './training/settings';
import type { TrainingSpec } from './training/types';

/** What a data set has of each label, as it is published. */
function publishedCounts({ dataset }: DataSpec): LabelCounts {
  const { classNames, counts } = datasetInfo(dataset);
  const even = (count: number) => classNames.map(() => count / classNames.length);
  return { train: even(counts.train), test: even(counts.test) };
}

/**
 * Everything wrong with the settings of an Experiment, in words. Never throws. `counts` are the images of each label where the data set has been
 * looked at; until then the published ones are taken. Of the training settings only those are looked at that count for the model.
 *
 * The places (`field`) are, of training: `learningRate`, `batchSize`, `epochs`, `seed`, `warmupEpochs`, `optimizer.<option>`,
 * `schedule.<option>`, `clipping.limit`, `loss`, `classWeights`, `classWeights.weights.<i>`, `earlyStopping.<option>`. Of data: `task.kind`, `task.groups`,
 * `task.groups.<i>`, `task.classes`, `scaling`, `split` (its sizes together), `split.train`, `split.validation`, `split.test`, `split.validationShare`,
 * `split.stratified`, `split.validationIsTest`, `trainSize`, `labelNoise`, `augmentation.steps`, `augmentation.steps.<i>.<option>`,
 * `augmentation.classes`, `augmentation.mode`, `drawings`, `drawings.times`. Of a classical model: `classical.<option>`.
 */
export function settingIssues(experiment: Experiment, counts: LabelCounts = publishedCounts(experiment.data)): SettingIssue[] {
  const dataProblems = dataIssues(experiment, counts);
  // How many images there are to learn from and to watch is only known once the split is right.
  const sizes = dataProblems.some(isError) ? null : splitCounts(dataOf(experiment), counts.train, counts.test);
  const classical = classicalOf(experiment);
  const own = classical
    ? fitIssues(experiment, classical, counts, sizes?.train ?? Number.POSITIVE_INFINITY)
    : trainingIssues(experiment, counts, sizes?.validation ?? 1);
  return [...own, ...scalingWarning(experiment), ...dataProblems];
}

const { learningRate, warmupEpochs, batchSize, epochs, seed } = SETTINGS;
const { trainSize, labelNoise } = DATA_SETTINGS;

function trainingIssues({ data, training }: Experiment, counts: LabelCounts, validation: number): SettingIssue[] {
  return [
    ...optionIssues([learningRate, warmupEpochs, batchSize, epochs, seed], training),
    ...optimizerIssues(training.optimizer, training.learningRate),
    ...scheduleIssues(training, validation),
    ...clippingIssues(training.clipping),
    ...lossIssues(data, training),
    ...weightIssues(data, training, counts),
    ...stoppingIssues(training.earlyStopping, { epochs: training.epochs, validation }),
  ];
}

/** A class has no distance, and a number no entropy. */
function lossIssues(data: DataSpec, { loss }: TrainingSpec): SettingIssue[] {
  if (LOSSES[loss].titles[taskOutput(data).activation] !== null) return [];
  const instead = isNumberTask(data) ? 'Choose mean squared error.' : 'Choose cross-entropy.';
  const what = isNumberTask(data) ? 'classes, but this task predicts a number' : 'numbers, but this task predicts a class';
  return [settingError('loss', `${LOSSES[loss].title} is for ${what}. ${instead}`)];
}

/** The classes follow from the task: while that is wrong, it alone is to be said. */
function weightIssues(data: DataSpec, { classWeights }: TrainingSpec, counts: LabelCounts): SettingIssue[] {
  return taskIssues(data).length > 0 || isNumberTask(data) ? [] : classWeightsIssues(classWeights, data, targetCounts(data, counts.train));
}

/** The options of a classical model, what counts for it of the training settings, and what it leaves out of the data settings. */
function fitIssues({ data, training }: Experiment, model: ClassicalModel, counts: LabelCounts, trainingImages: number): SettingIssue[] {
  const unsuited = kindIssues(data, model);
  if (unsuited.length > 0) return unsuited;
  const options = classicalIssues(model, trainingImages);
  const augmented = data.augmentation.steps.length > 0;
  const drawn = data.drawings !== null;
  return [
    ...at('classical', options),
    ...optionIssues([seed], training),
    ...(usesClassWeights(model) ? weightIssues(data, training, counts) : []),
    ...(augmented ? [settingWarning('augmentation.steps', 'A classical model learns from the images as they are, without changes.')] : []),
    ...(drawn ? [settingWarning('drawings', 'A classical model does not learn from your own drawings.')] : []),
  ];
}

/** A model of classes has no number to say, and the other way round. */
function kindIssues(data: DataSpec, { kind }: ClassicalModel): SettingIssue[] {
  const isNumber = isNumberTask(data);
  if (isNumber === isRegressorKind(kind)) return [];
  const what = isNumber ? 'names classes, but this task predicts a number' : 'predicts a number, but this task names classes';
  return [settingError('classical.kind', `This model ${what}. Choose another one.`)];
}

const UNSCALED_ROWS =
  'Columns keep their own sizes, so that large numbers outweigh all others. “Standardized” trains faster and more steadily.';
const UNSCALED = 'Pixels of 0 to 255 make the first steps very large. “0 to 1” trains faster and more steadily.';

/** A tree or a search among neighbours does not care. */
const scalingWarning = ({ data, model }: Experiment): SettingIssue[] =>
  data.scaling === 'none' && model.kind === 'network' ? [settingWarning('scaling', tableOf(data.dataset) ? UNSCALED_ROWS : UNSCALED)] : [];

function dataIssues(experiment: Experiment, counts: LabelCounts): SettingIssue[] {
  const { data } = experiment;
  const wrong = [
    ...taskIssues(data),
    ...optionIssues([trainSize, labelNoise], data),
    ...augmentationIssues(data.augmentation, data),
    ...drawnIssues(data),
  ];
  // What a wrong task would make of the images is not worth a second message.
  if (taskIssues(data).length > 0) return wrong;
  const seen = dataOf(experiment);
  const split = splitIssues(seen, counts);
  return [...wrong, ...split, ...(split.some(isError) ? [] : sizeWarning(seen, counts))];
}

const drawnIssues = ({ drawings }: DataSpec): SettingIssue[] => (drawings ? at('drawings', optionIssues([ADDED_TIMES], drawings)) : []);

function sizeWarning(data: DataSpec, counts: LabelCounts): SettingIssue[] {
  const there = splitCounts({ ...data, trainSize: null }, counts.train, counts.test).train;
  if (data.trainSize === null || !(data.trainSize > there)) return [];
  return [settingWarning('trainSize', `The training set has only ${itemsInWords(data, there)}: all of them are used.`)];
}
