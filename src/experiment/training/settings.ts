import type { Experiment } from '@/experiment/experiment';
import { type Field, fieldProblem } from '@/experiment/network/fields';
import { OPTIMIZERS } from './optimizers';

/** The settings of a run beside its optimizer's own, described for forms and checks. */
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
  validationShare: {
    name: 'validationShare',
    label: 'Validation share',
    help: 'The share of training images held out to see how the network does on images it has not learnt from.',
    type: 'number',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
  seed: {
    name: 'seed',
    label: 'Seed',
    help: 'The number that all chance comes from: the same seed gives the same run.',
    type: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
  },
} satisfies Record<string, Field>;

/** A setting with a wrong value; `field` is a key of SETTINGS or of the optimizer's options (as `optimizer.<name>`). */
export interface SettingIssue {
  field: string;
  message: string;
}

/** The share of training images held out for validation. */
export const validationShareOf = ({ data }: Experiment): number =>
  data.split.kind === 'official' ? data.split.validationShare : data.split.validation;

/** Everything wrong with the settings of an Experiment, in words. Never throws. */
export function settingIssues(experiment: Experiment): SettingIssue[] {
  const { optimizer, ...training } = experiment.training;
  const values = { ...training, validationShare: validationShareOf(experiment) };
  const general = Object.values(SETTINGS).map((field) => ({
    field: field.name,
    message: fieldProblem(field, values[field.name as keyof typeof values]),
  }));
  const own = OPTIMIZERS[optimizer.kind].fields.map((field) => ({
    field: `optimizer.${field.name}`,
    message: fieldProblem(field, optimizer[field.name as keyof typeof optimizer]),
  }));
  return [...general, ...own].filter((issue): issue is SettingIssue => issue.message !== null);
}
