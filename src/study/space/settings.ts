import { AUGMENTATION_KINDS, AUGMENTATIONS, type AugmentationStep, stepEntry } from '@/experiment/data/augmentations';
import { DATA_SETTINGS } from '@/experiment/data/settings';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { type Field, fieldApplies } from '@/experiment/field';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import { OPTIMIZER_NAMES, OPTIMIZERS, type Optimizer } from '@/experiment/training/optimizers';
import { SCHEDULE_KINDS, SCHEDULES, type Schedule, scheduleEntry } from '@/experiment/training/schedules';
import { SETTINGS } from '@/experiment/training/settings';
import type { Domain, ParameterValue } from './domain';
import type { Parameter } from './search-space';

/**
 * A setting of an Experiment that a study can change. Its address is one of `training.<setting>`, `training.optimizer`, `training.optimizer.<option>`,
 * `training.schedule`, `training.schedule.<option>`, `data.<setting>`, `augmentation.<step>`, `augmentation.<step>.<option>`, `layer.<id>.<option>`,
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
  value: ParameterValue;
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
const PRESENT: SettingField = { name: 'present', label: 'in the network', help: '', type: 'boolean' };

/** Settings of the training that are numbers. The seed is the method's. */
const NUMBERS = ['learningRate', 'batchSize', 'epochs', 'warmupEpochs'] as const;

/** Every setting of an Experiment that a study can change, as it stands; of a classical model only what counts for its data. */
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
      ]
    : [];
  const ofData = [
    ...settingOf('data.trainSize', 'Data', DATA_SETTINGS.trainSize, data.trainSize),
    ...settingOf('data.labelNoise', 'Data', DATA_SETTINGS.labelNoise, data.labelNoise),
    ...(isNetwork ? AUGMENTATION_KINDS.flatMap((kind) => ofAugmentation(kind, experiment)) : []),
  ];
  return [...layersOf(experiment).flatMap(ofLayer), ...ofTraining, ...ofData];
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

/** No setting where its value cannot be one of a list or a range. An empty field counts as its largest value. */
function settingOf(address: string, place: string, field: Field, value: unknown): Setting[] {
  if (field.type === 'shape') return [];
  const known = value ?? (field.type === 'integer' ? field.max : null);
  if (typeof known !== 'number' && typeof known !== 'string' && typeof known !== 'boolean') return [];
  return [{ address, label: field.label, place, field, value: known }];
}

/** Which setting, of a parameter of whatever values. */
type Address = Omit<Parameter, 'domain'>;

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

/** The Experiment with one setting changed; as it was where it has no such setting. */
export function withSetting(experiment: Experiment, { address, blocks, designs }: Address, value: ParameterValue): Experiment {
  if (designs) return designs[String(value)] ?? experiment;
  const [root = '', name = '', option] = partsOf(address);
  const { data, training } = experiment;
  if (root === 'training') return { ...experiment, training: withTraining(training, [name, option], value) };
  if (root === 'data') return { ...experiment, data: { ...data, [name]: value } };
  if (root === 'augmentation') {
    const steps = withStep(data.augmentation.steps, name as AugmentationStep['kind'], option, value);
    return { ...experiment, data: { ...data, augmentation: { ...data.augmentation, steps } } };
  }
  return withLayers(experiment, (layers) => {
    if (root === 'present') return value === false ? layers.filter(({ id }) => id !== name) : layers;
    if (root === 'blocks') {
      const gone = new Set((blocks ?? []).slice(Number(value)).flat());
      return layers.filter(({ id }) => !gone.has(id));
    }
    // The option is one of the layer's own: `settingAt` found it there.
    return layers.map((layer) => (layer.id === name && option ? ({ ...layer, [option]: value } as Layer) : layer));
  });
}

/** The parts of an address. The id of a layer may have points in it, the name of an option never has. */
function partsOf(address: string): [root: string, name: string, option?: string] {
  const at = address.indexOf('.');
  const [root, rest] = [address.slice(0, at), address.slice(at + 1)];
  const last = rest.lastIndexOf('.');
  if (root === 'present' || root === 'blocks' || last < 0) return [root, rest];
  return [root, rest.slice(0, last), rest.slice(last + 1)];
}

function withTraining(
  training: Experiment['training'],
  [name, option]: [string, string | undefined],
  value: ParameterValue,
): Experiment['training'] {
  if (name === 'optimizer')
    return {
      ...training,
      optimizer: option ? ({ ...training.optimizer, [option]: value } as Optimizer) : OPTIMIZERS[value as Optimizer['kind']].defaults,
    };
  if (name === 'schedule')
    return {
      ...training,
      schedule: option ? ({ ...training.schedule, [option]: value } as Schedule) : SCHEDULES[value as Schedule['kind']].defaults,
    };
  return { ...training, [name]: value };
}

function withStep(
  steps: readonly AugmentationStep[],
  kind: AugmentationStep['kind'],
  option: string | undefined,
  value: ParameterValue,
): AugmentationStep[] {
  if (option) return steps.map((step) => (step.kind === kind ? ({ ...step, [option]: value } as AugmentationStep) : step));
  const others = steps.filter((step) => step.kind !== kind);
  const own = steps.find((step) => step.kind === kind);
  return value === true ? (own ? [...steps] : [...others, AUGMENTATIONS[kind].defaults]) : others;
}

function withLayers(experiment: Experiment, change: (layers: Layer[]) => Layer[]): Experiment {
  const { model } = experiment;
  return model.kind === 'network' ? { ...experiment, model: { ...model, layers: change(model.layers) } } : experiment;
}

/** Ranges of numbers whose field allows far more than anybody tries. */
const USUAL: Readonly<Record<string, Domain>> = {
  learningRate: { kind: 'range', min: 1e-4, max: 1e-1, step: null, log: true },
  batchSize: { kind: 'list', values: [16, 32, 64, 128] },
  epochs: { kind: 'range', min: 5, max: 20, step: 5, log: false },
  units: { kind: 'range', min: 32, max: 256, step: 32, log: false },
  filters: { kind: 'range', min: 8, max: 64, step: 8, log: false },
  kernelSize: { kind: 'list', values: [3, 5] },
  rate: { kind: 'range', min: 0, max: 0.5, step: 0.1, log: false },
  trainSize: { kind: 'list', values: [1000, 3000, 10_000] },
};

/** The activations of hidden layers that people choose between. */
const USUAL_ACTIVATIONS = ['relu', 'gelu', 'tanh'];
const USUAL_OPTIMIZERS = ['sgd', 'momentum', 'adam'];
const USUAL_FACTOR = 4;

/** What a setting is opened to at first: a range around the usual values, or all that can be chosen. Its present value is in it. */
export function suggestedDomain({ field, value, address }: Setting): Domain {
  if (field.type === 'boolean') return { kind: 'list', values: [value, !value] };
  if (field.type === 'choice') {
    const usual =
      address === 'training.optimizer' ? USUAL_OPTIMIZERS : field.name === 'activation' ? USUAL_ACTIVATIONS : field.options.slice(0, 3);
    return { kind: 'list', values: [...new Set([String(value), ...usual])] };
  }
  const usual = USUAL[field.name] ?? rangeAround(field, Number(value));
  if (usual.kind === 'list') return { kind: 'list', values: [...new Set([...usual.values, value].map(Number))].toSorted((a, b) => a - b) };
  return { ...usual, min: Math.min(usual.min, Number(value)), max: Math.max(usual.max, Number(value)) };
}

function rangeAround(field: Extract<Field, { min: number }>, value: number): Domain {
  const whole = field.type === 'integer';
  const far = Number.isFinite(value) && value !== 0 ? Math.abs(value) * USUAL_FACTOR : 1;
  const max = Math.min(field.max, far);
  const min = Math.max(field.min, Math.min(0, value));
  const step = whole ? 1 : field.type === 'number' && (max - min) / field.step >= 2 ? field.step : null;
  return { kind: 'range', min, max: max > min ? max : min + 1, step, log: false };
}
