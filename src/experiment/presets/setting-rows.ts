import { CLASSICAL_MODELS, usesClassWeights } from '@/experiment/classical/models';
import type { ClassicalModel } from '@/experiment/classical/types';
import { labelName, type Question } from '@/experiment/data/classes';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Augmentation, DataSpec, Split } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { kindOf } from '@/experiment/network/kinds';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Clipping, EarlyStopping, Optimizer, Schedule, TrainingSpec } from '@/experiment/training/types';
import { formatNumber, formatShare, NO_NUMBER } from '@/experiment/words/numbers';

/** One setting of an Experiment in words. `key` names it: `data.split`, `layer.l3`, `training.learningRate`. */
export interface SettingRow {
  key: string;
  label: string;
  value: string;
}

/** Every setting that decides what an Experiment computes, in words: data, layers, training. */
export const settingRows = (experiment: Experiment): SettingRow[] => [
  ...dataRows(experiment.data),
  ...modelRows(experiment),
  ...trainingRows(experiment),
];

/**
 * The settings of `experiment` that differ from those of `base`, and what `base` has there ("none" for a layer that it lacks). Where one has a network and the
 * other has none, or another classical model, that is one difference: their options have nothing in common.
 */
export function changedRows(experiment: Experiment, base: Experiment): (SettingRow & { base: string })[] {
  const [own, theirs] = [settingRows(withLayerIds(experiment)), settingRows(withLayerIds(base))];
  const names = { value: modelName(experiment), base: modelName(base) };
  if (names.value === names.base) return differences(own, theirs);
  const shared = (rows: SettingRow[], others: SettingRow[]) =>
    rows.filter((row) => row.key !== 'model' && others.some(({ key }) => key === row.key));
  return [{ key: 'model', label: 'Model', ...names }, ...differences(shared(own, theirs), shared(theirs, own))];
}

const modelName = ({ model }: Experiment): string => (model.kind === 'network' ? 'network' : CLASSICAL_MODELS[model.classical.kind].title);

function differences(own: SettingRow[], base: SettingRow[]): (SettingRow & { base: string })[] {
  const theirs = new Map(base.map((row) => [row.key, row]));
  const changed = own
    .filter((row) => wording(theirs.get(row.key)) !== wording(row))
    .map((row) => ({ ...row, base: valueThere(theirs.get(row.key), row.label) }));
  const keys = new Set(own.map((row) => row.key));
  const missing = base.filter((row) => !keys.has(row.key)).map((row) => ({ ...row, value: 'none', base: row.value }));
  return [...changed, ...missing];
}

const wording = (row: SettingRow | undefined) => (row ? `${row.label} ${row.value}` : '');

/** A layer of another kind in the same place is named too. */
const valueThere = (row: SettingRow | undefined, label: string) =>
  row ? (row.label === label ? row.value : `${row.label} ${row.value}`) : 'none';

/** Layers are compared by their place: ids are no part of what is computed. */
const withLayerIds = (experiment: Experiment): Experiment => ({
  ...experiment,
  ...(experiment.model.kind === 'network' && {
    model: { ...experiment.model, layers: experiment.model.layers.map((layer, i) => ({ ...layer, id: `l${i + 1}` })) },
  }),
});

function modelRows({ model }: Experiment): SettingRow[] {
  if (model.kind === 'classical') return classicalRows(model.classical);
  return model.layers.map((layer) => ({
    key: `layer.${layer.id}`,
    label: kindOf(layer).title,
    value: kindOf(layer).summary(layer) || NO_NUMBER,
  }));
}

function classicalRows(model: ClassicalModel): SettingRow[] {
  const { title, fields } = CLASSICAL_MODELS[model.kind];
  const values: Readonly<Record<string, unknown>> = { ...model };
  const optionRows = fields.map(({ name, label, ...field }) => {
    const value = values[name] ?? ('optional' in field ? field.optional : '—');
    return { key: `model.${name}`, label, value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : optionText(value) };
  });
  return [{ key: 'model', label: 'Model', value: title }, ...optionRows];
}

const dataRows = (data: DataSpec): SettingRow[] => [
  { key: 'data.dataset', label: 'Data set', value: datasetInfo(data.dataset).name },
  { key: 'data.task', label: 'Task', value: taskWords(data) },
  { key: 'data.split', label: 'Split', value: splitWords(data.split) },
  { key: 'data.scaling', label: 'Scaling', value: SCALING_WORDS[data.scaling] },
  { key: 'data.trainSize', label: 'Training images', value: data.trainSize === null ? 'all' : `at most ${count(data.trainSize)}` },
  { key: 'data.labelNoise', label: 'Label noise', value: noiseWords(data) },
  { key: 'data.augmentation', label: 'Augmentation', value: augmentationWords(data) },
];

/** By the earlier rule the share is met on average only. */
const noiseWords = ({ labelNoise, labelNoiseRule }: DataSpec): string =>
  `${labelNoise > 0 && labelNoiseRule === 'eachImage' ? 'about ' : ''}${formatShare(labelNoise)}`;

const SCALING_WORDS: Record<DataSpec['scaling'], string> = {
  unit: 'pixels / 255',
  standardized: 'standardized',
  none: 'pixels from 0 to 255',
};

function taskWords(question: Question): string {
  const { task } = question;
  if (task.kind === 'classes') return `all ${datasetInfo(question.dataset).classNames.length} classes`;
  if (task.kind === 'pair') return task.classes.map((label) => labelName(question, label)).join(' or ');
  return task.groups.map(({ name, classes }) => `${name} (${classes.join(', ')})`).join(' · ');
}

function splitWords(split: Split): string {
  const stratified = split.stratified ? ', stratified' : '';
  const watched = split.validationIsTest ? ', validation is the test set' : '';
  if (split.kind === 'official') {
    const held = split.validationIsTest ? '' : `, ${formatShare(split.validationShare)} of train for validation`;
    return `official${held}${stratified}${watched}`;
  }
  const size = (value: number) => (split.sizes === 'counts' ? count(value) : formatShare(value));
  const validation = split.validationIsTest || split.validation === 0 ? '' : ` / ${size(split.validation)} validation`;
  return `all images pooled: ${size(split.train)} train${validation} / ${size(split.test)} test${stratified}${watched}`;
}

function augmentationWords(data: DataSpec): string {
  const { steps, mode, classes } = data.augmentation;
  if (steps.length === 0) return 'none';
  const each = steps.map(({ kind, probability, ...range }) => {
    const [amount] = Object.values(range);
    return `${STEP_WORDS[kind]}${amount === undefined ? '' : ` ${optionText(amount)}`} (${formatShare(probability)})`;
  });
  const whose = classes === null ? 'all classes' : classes.map((label) => labelName(data, label)).join(', ');
  return `${each.join(', ')}; ${whose}, ${mode === 'inPlace' ? 'in place' : 'as added copies'}`;
}

const STEP_WORDS: Record<Augmentation['steps'][number]['kind'], string> = {
  flipLeftRight: 'flip left-right',
  flipUpDown: 'flip up-down',
  rotation: 'rotation',
  zoom: 'zoom',
  shift: 'shift',
  randomCrop: 'random crop',
  cutout: 'cutout',
  noise: 'noise',
};

/** The value of an option; a dash for a number that could not be read. */
const optionText = (value: unknown): string => (typeof value === 'number' ? formatNumber(value) : String(value));

/** Of the training settings only the seed counts for a classical model, and for some the class weights. */
function trainingRows({ model, training }: Experiment): SettingRow[] {
  const rows = networkTrainingRows(training);
  if (model.kind === 'network') return rows;
  const counting = ['training.seed', ...(usesClassWeights(model.classical) ? ['training.classWeights'] : [])];
  return rows.filter(({ key }) => counting.includes(key));
}

const networkTrainingRows = (training: TrainingSpec): SettingRow[] => [
  { key: 'training.optimizer', label: 'Optimizer', value: optimizerWords(training.optimizer) },
  { key: 'training.learningRate', label: 'Learning rate', value: formatNumber(training.learningRate) },
  { key: 'training.schedule', label: 'Schedule', value: scheduleWords(training.schedule, training.warmupEpochs) },
  { key: 'training.loss', label: 'Loss', value: training.loss === 'crossEntropy' ? 'cross-entropy' : 'mean squared error' },
  { key: 'training.classWeights', label: 'Class weights', value: classWeightWords(training) },
  { key: 'training.clipping', label: 'Gradient clipping', value: clippingWords(training.clipping) },
  { key: 'training.batchSize', label: 'Batch size', value: formatNumber(training.batchSize) },
  { key: 'training.epochs', label: 'Epochs', value: formatNumber(training.epochs) },
  { key: 'training.earlyStopping', label: 'Early stopping', value: stoppingWords(training.earlyStopping) },
  { key: 'training.seed', label: 'Seed', value: formatNumber(training.seed) },
];

/** The optimizer, and those of its options that are not Keras's. */
function optimizerWords(optimizer: Optimizer): string {
  const { title, defaults, fields } = OPTIMIZERS[optimizer.kind];
  const own = fields.filter(({ name }) => optimizer[name as keyof Optimizer] !== defaults[name as keyof Optimizer]);
  return [title, ...own.map(({ name, label }) => `${label} ${optionText(optimizer[name as keyof Optimizer])}`)].join(', ');
}

function scheduleWords(schedule: Schedule, warmupEpochs: number): string {
  const { kind, ...options } = schedule;
  const values = Object.entries(options).map(([name, value]) => `${spaced(name)} ${optionText(value)}`);
  const warmup = warmupEpochs > 0 ? [`warm-up over ${warmupEpochs} epochs`] : [];
  return [[spaced(kind), ...values].join(' '), ...warmup].join(', ');
}

function classWeightWords({ classWeights }: TrainingSpec): string {
  return classWeights.kind === 'custom' ? classWeights.weights.map(formatNumber).join(', ') : classWeights.kind;
}

const clippingWords = (clipping: Clipping): string =>
  clipping.kind === 'none' ? 'none' : `by ${spaced(clipping.kind)} at ${formatNumber(clipping.limit)}`;

function stoppingWords(stopping: EarlyStopping | null): string {
  if (!stopping) return 'none';
  const least = stopping.minDelta > 0 ? `, minimum change ${stopping.minDelta}` : '';
  const restored = stopping.restoreBestWeights ? ', best weights restored' : '';
  return `${spaced(stopping.monitor)}, patience ${formatNumber(stopping.patience)}${least}${restored}`;
}

/** "reduceOnPlateau" as "reduce on plateau". */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const count = (value: number): string => (Number.isFinite(value) ? value.toLocaleString('en') : NO_NUMBER);
