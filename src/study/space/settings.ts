import { keysOf } from '@/experiment/choice';
import { classicalEntry, usesClassWeights } from '@/experiment/classical/models';
import { AUGMENTATION_KINDS, AUGMENTATIONS, type AugmentationStep, stepEntry } from '@/experiment/data/augmentations';
import { isNumberTask, taskClassNames, taskOutput } from '@/experiment/data/classes';
import { inputShapeOf } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { DATA_SETTINGS } from '@/experiment/data/settings';
import { SCALINGS } from '@/experiment/data/splits';
import { classicalOf, type Experiment, layersOf } from '@/experiment/experiment';
import { type Field, fieldApplies } from '@/experiment/field';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import { CLASS_WEIGHTS, classWeightField } from '@/experiment/training/class-weights';
import { CLIPPING_KINDS, CLIPPINGS } from '@/experiment/training/clipping';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { lossesFor, lossTitle } from '@/experiment/training/losses';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import { SCHEDULE_KINDS, SCHEDULES, scheduleEntry } from '@/experiment/training/schedules';
import { SETTINGS } from '@/experiment/training/settings';
import type { ParameterValue } from './domain';
import type { Parameter } from './search-space';

/**
 * A setting of an Experiment that a study can change. Its address is one of `training.<setting>`, `training.optimizer`, `training.optimizer.<option>`,
 * `training.schedule`, `training.schedule.<option>`, likewise `clipping` and `earlyStopping`, `training.classWeights.weights.<class>`, `data.<setting>`, `classical.<option>`, `augmentation.<step>`, `augmentation.<step>.<option>`, `layer.<id>.<option>`,
 * `present.<id>` (whether a layer is there), `blocks.<id>` (how many of several blocks of layers are there, the first of them beginning with that layer) and
 * `design.variant` (all settings at once: one of several designs).
 */
export interface Setting {
  address: string;
  /** "Learning rate", "units". */
  label: string;
  /** Where it is set: "Training", "Dense (layer 2)". */
  place: string;
  /** The values that the setting allows, as its field says. */
  field: SettingField;
  /** `null` of an empty field that means something else than a number. */
  value: ParameterValue | null;
}

type SettingField = Extract<Field, { type: 'integer' | 'number' | 'choice' | 'boolean' }>;

type Choice = Extract<Field, { type: 'choice' }>;

const choiceOf = (name: string, label: string, table: Readonly<Record<string, { title: string }>>, options: readonly string[]): Choice => ({
  name,
  label,
  help: '',
  type: 'choice',
  options,
  titles: Object.fromEntries(options.map((option) => [option, table[option]?.title ?? option])),
});

const OPTIMIZER = choiceOf('optimizer', 'Optimizer', OPTIMIZERS, OPTIMIZER_NAMES);
const SCHEDULE = choiceOf('schedule', 'Schedule', SCHEDULES, SCHEDULE_KINDS);
const CLIPPING = choiceOf('clipping', 'Gradient clipping', CLIPPINGS, CLIPPING_KINDS);
const CLASS_WEIGHT = choiceOf('classWeights', 'Class weights', CLASS_WEIGHTS, ['none', 'balanced']);
const SCALING = choiceOf('scaling', 'Scaling', SCALINGS, keysOf(SCALINGS));
const STOPPING: SettingField = { name: 'earlyStopping', label: 'Early stopping', help: '', type: 'boolean' };
const PRESENT: SettingField = { name: 'present', label: 'in the network', help: '', type: 'boolean' };

/** Settings of the training that are numbers. The seed is the method's. */
const NUMBERS = ['learningRate', 'batchSize', 'epochs', 'warmupEpochs'] as const;

/**
 * Every setting of an Experiment that a study can change, as it stands; of a classical model its options, and what else counts for it. The task and how the
 * images are divided are none: the trials of a study are compared by the same validation images. Nor are lists of classes, added copies and added drawings.
 */
export function settingsOf(experiment: Experiment): Setting[] {
  const { data, training } = experiment;
  const isNetwork = experiment.model.kind === 'network';
  const ofTraining = isNetwork
    ? [
        ...NUMBERS.flatMap((name) => settingOf(`training.${name}`, 'Training', SETTINGS[name], training[name])),
        ...settingOf('training.optimizer', 'Training', OPTIMIZER, training.optimizer.kind),
        ...optionsOf(
          'training.optimizer',
          OPTIMIZERS[training.optimizer.kind].title,
          OPTIMIZERS[training.optimizer.kind].fields,
          training.optimizer,
        ),
        ...settingOf('training.schedule', 'Training', SCHEDULE, training.schedule.kind),
        ...optionsOf('training.schedule', 'Schedule', scheduleEntry(training.schedule).fields, training.schedule),
        ...settingOf('training.clipping', 'Training', CLIPPING, training.clipping.kind),
        ...optionsOf('training.clipping', 'Clipping', CLIPPINGS[training.clipping.kind].fields, training.clipping),
        ...lossOf(experiment),
        ...settingOf('training.earlyStopping', 'Training', STOPPING, training.earlyStopping !== null),
        ...(training.earlyStopping
          ? optionsOf('training.earlyStopping', 'Early stopping', EARLY_STOPPING.fields, training.earlyStopping)
          : []),
      ]
    : [];
  const ofData = [
    ...settingOf('data.trainSize', 'Data', DATA_SETTINGS.trainSize, data.trainSize),
    ...settingOf('data.scaling', 'Data', SCALING, data.scaling),
    ...settingOf('data.labelNoise', 'Data', DATA_SETTINGS.labelNoise, data.labelNoise),
    ...(isNetwork ? AUGMENTATION_KINDS.flatMap((kind) => ofAugmentation(kind, experiment)) : []),
  ];
  return [...layersOf(experiment).flatMap(ofLayer), ...ofClassical(experiment), ...ofTraining, ...weightsOf(experiment), ...ofData];
}

/** The losses that make sense for what is predicted; no setting where there is only one. */
function lossOf({ data, training }: Experiment): Setting[] {
  const { activation } = taskOutput(data);
  const losses = lossesFor(activation);
  const field: SettingField = {
    name: 'loss',
    label: 'Loss function',
    help: '',
    type: 'choice',
    options: losses,
    titles: Object.fromEntries(losses.map((loss) => [loss, lossTitle(loss, activation)])),
  };
  return losses.length > 1 ? settingOf('training.loss', 'Training', field, training.loss) : [];
}

/** Weights of classes: equal or balanced, or each of a person's own ones. A number that is predicted has no classes, and some classical models ignore them. */
function weightsOf(experiment: Experiment): Setting[] {
  const { data, training } = experiment;
  const { classWeights } = training;
  const classical = classicalOf(experiment);
  if (isNumberTask(data) || (classical && !usesClassWeights(classical))) return [];
  if (classWeights.kind !== 'custom') return settingOf('training.classWeights', 'Training', CLASS_WEIGHT, classWeights.kind);
  const names = taskClassNames(data);
  if (names.length !== classWeights.weights.length) return [];
  return optionsOf('training.classWeights.weights', 'Class weights', names.map(classWeightField), classWeights.weights);
}

/** The options of a classical model, in the words of what it learns from. */
function ofClassical(experiment: Experiment): Setting[] {
  const model = classicalOf(experiment);
  if (!model) return [];
  const { title, fields } = classicalEntry(model, itemName(experiment.data));
  const inputs = inputShapeOf(experiment.data.dataset).reduce((product, length) => product * length, 1);
  // More inputs than there are would be the same forest under several numbers.
  const own = fields.map((field) =>
    field.name === 'maxFeatures' && field.type === 'integer' ? { ...field, max: Math.min(field.max, inputs) } : field,
  );
  return optionsOf('classical', title, own, model);
}

function ofLayer(layer: Layer, at: number): Setting[] {
  const place = `${kindOf(layer).title} (layer ${at + 1})`;
  return [...optionsOf(`layer.${layer.id}`, place, kindOf(layer).fields, layer), ...settingOf(`present.${layer.id}`, place, PRESENT, true)];
}

function ofAugmentation(kind: AugmentationStep['kind'], { data }: Experiment): Setting[] {
  const step = data.augmentation.steps.find((one) => one.kind === kind);
  const { title } = AUGMENTATIONS[kind];
  return [
    ...settingOf(`augmentation.${kind}`, 'Augmentation', { name: kind, label: title, help: '', type: 'boolean' }, step !== undefined),
    ...(step ? optionsOf(`augmentation.${kind}`, title, stepEntry(step).fields, step) : []),
  ];
}

const optionsOf = (address: string, place: string, fields: readonly Field[], options: object): Setting[] =>
  fields
    .filter((field) => fieldApplies(field, options))
    .flatMap((field) => settingOf(`${address}.${field.name}`, place, field, options[field.name as keyof typeof options]));

/** No setting where its value cannot be one of a list or a range. */
function settingOf(address: string, place: string, field: Field, value: unknown): Setting[] {
  if (field.type === 'shape') return [];
  const isEmpty = value === null && field.type === 'integer' && field.optional !== undefined;
  const known = isEmpty && field.emptyIsMost ? field.max : value;
  if (!isEmpty && typeof known !== 'number' && typeof known !== 'string' && typeof known !== 'boolean') return [];
  return [{ address, label: field.label, place, field, value: known as Setting['value'] }];
}

/** Which setting, of a parameter of whatever values. */
export type Address = Omit<Parameter, 'domain'>;

/** The setting at an address; `null` where the Experiment has none there, or it has no effect beside the others. */
export function settingAt(experiment: Experiment, { address, blocks, designs }: Address): Setting | null {
  if (designs) return designSetting(address, Object.keys(designs));
  if (!blocks) return settingsOf(experiment).find((setting) => setting.address === address) ?? null;
  const there = new Set(layersOf(experiment).map(({ id }) => id));
  if (!blocks.every((ids) => ids.every((id) => there.has(id)))) return null;
  const field: SettingField = { name: 'blocks', label: 'Blocks of layers', help: '', type: 'integer', min: 0, max: blocks.length };
  return { address, label: 'Number of blocks', place: 'Network', field, value: blocks.length };
}

const designSetting = (address: string, names: readonly string[]): Setting => {
  const field: SettingField = { name: 'variant', label: 'Design', help: '', type: 'choice', options: names };
  return { address, label: 'Design', place: 'Network', field, value: names[0] ?? '' };
};
