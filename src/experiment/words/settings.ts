import { addedWords } from '@/experiment/data/added-drawings';
import { datasetInfo } from '@/experiment/data/datasets';
import { DATA_SETTINGS } from '@/experiment/data/settings';
import type { Split } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import { EARLY_STOPPING } from '@/experiment/training/early-stopping';
import { SETTINGS } from '@/experiment/training/settings';
import { AUGMENTATION_WORDS, noiseWords, SCALING_WORDS, SPLIT_WORDS, TASK_WORDS, trainSizeWords } from './data';
import { formatNumber } from './numbers';
import {
  CLASS_WEIGHT_WORDS,
  CLIPPING_WORDS,
  lossWords,
  optimizerPhrases,
  schedulePhrases,
  stoppingInShort,
  stoppingPhrases,
} from './training';

/** A setting of data or training in words. */
export interface SettingWords {
  label: string;
  /** Its value in a table, beside the label. */
  long(experiment: Experiment): string;
  /** The setting in a line among others, without its label; absent: the label and the long form say it. */
  short?(experiment: Experiment): string;
  /** What it computes: two settings are the same exactly where this is. Options that have no effect are no part of it. */
  content(experiment: Experiment): unknown;
}

/** The settings of data and training, in the order in which they are listed, by the keys of their rows. */
export const SETTING_WORDS = {
  'data.dataset': {
    label: 'Data set',
    long: ({ data }) => datasetInfo(data.dataset).name,
    short: ({ data }) => datasetInfo(data.dataset).name,
    content: ({ data }) => data.dataset,
  },
  'data.task': {
    label: 'Task',
    long: ({ data }) => TASK_WORDS.long(data),
    short: ({ data }) => TASK_WORDS.short(data),
    content: ({ data }) => data.task,
  },
  'data.split': {
    label: 'Split',
    long: ({ data }) => SPLIT_WORDS.long(data.split),
    short: ({ data }) => SPLIT_WORDS.short(data.split),
    content: ({ data }) => effectiveSplit(data.split),
  },
  'data.scaling': {
    label: 'Scaling',
    long: ({ data }) => SCALING_WORDS.long(data.scaling),
    content: ({ data }) => data.scaling,
  },
  'data.trainSize': {
    label: DATA_SETTINGS.trainSize.label,
    long: ({ data }) => trainSizeWords(data.trainSize),
    content: ({ data }) => data.trainSize,
  },
  'data.labelNoise': {
    label: DATA_SETTINGS.labelNoise.label,
    long: ({ data }) => noiseWords(data),
    content: ({ data: { labelNoise, labelNoiseRule } }) => (labelNoise === 0 ? { labelNoise } : { labelNoise, labelNoiseRule }),
  },
  'data.augmentation': {
    label: 'Augmentation',
    long: ({ data }) => AUGMENTATION_WORDS.long(data),
    short: ({ data }) => (data.augmentation.steps.length === 0 ? 'no augmentation' : 'augmentation'),
    content: ({ data }) => (data.augmentation.steps.length === 0 ? null : data.augmentation),
  },
  'data.drawings': {
    label: 'Drawings added',
    long: ({ data }) => addedWords(data.drawings),
    short: ({ data }) => (data.drawings ? 'own drawings' : 'no own drawings'),
    content: ({ data }) => data.drawings,
  },
  'training.optimizer': {
    label: 'Optimizer',
    long: ({ training }) => optimizerPhrases(training.optimizer).join(', '),
    short: ({ training }) => optimizerPhrases(training.optimizer).join(', '),
    content: ({ training }) => training.optimizer,
  },
  'training.learningRate': {
    label: SETTINGS.learningRate.label,
    long: ({ training }) => formatNumber(training.learningRate),
    content: ({ training }) => training.learningRate,
  },
  'training.schedule': {
    label: 'Schedule',
    long: ({ training }) => schedulePhrases(training).join(', '),
    content: ({ training: { schedule, warmupEpochs } }) => ({ schedule, warmupEpochs }),
  },
  'training.loss': {
    label: 'Loss',
    long: ({ training }) => lossWords(training.loss),
    content: ({ training }) => training.loss,
  },
  'training.classWeights': {
    label: 'Class weights',
    long: ({ training }) => CLASS_WEIGHT_WORDS.long(training.classWeights),
    short: ({ training }) => CLASS_WEIGHT_WORDS.short(training.classWeights),
    content: ({ training }) => training.classWeights,
  },
  'training.clipping': {
    label: 'Gradient clipping',
    long: ({ training }) => CLIPPING_WORDS.long(training.clipping),
    short: ({ training }) => CLIPPING_WORDS.short(training.clipping),
    content: ({ training }) => training.clipping,
  },
  'training.batchSize': {
    label: SETTINGS.batchSize.label,
    long: ({ training }) => formatNumber(training.batchSize),
    content: ({ training }) => training.batchSize,
  },
  'training.epochs': {
    label: SETTINGS.epochs.label,
    long: ({ training }) => formatNumber(training.epochs),
    content: ({ training }) => training.epochs,
  },
  'training.earlyStopping': {
    label: EARLY_STOPPING.title,
    long: ({ training: { earlyStopping } }) => (earlyStopping ? stoppingPhrases(earlyStopping).join(', ') : 'none'),
    short: ({ training }) => stoppingInShort(training.earlyStopping),
    content: ({ training }) => training.earlyStopping,
  },
  'training.seed': {
    label: SETTINGS.seed.label,
    long: ({ training }) => formatNumber(training.seed),
    content: ({ training }) => training.seed,
  },
} satisfies Record<string, SettingWords>;

export type SettingKey = keyof typeof SETTING_WORDS;

export const SETTING_KEYS = Object.keys(SETTING_WORDS) as SettingKey[];

/** The words of one setting; `null` for a key that is none of data or training. */
export const settingWords = (key: string): SettingWords | null =>
  Object.hasOwn(SETTING_WORDS, key) ? SETTING_WORDS[key as SettingKey] : null;

/** A setting in a line among others: "learning rate 0.01", "pooled split". */
export function settingInShort(key: SettingKey, experiment: Experiment): string {
  const { label, long, short }: SettingWords = SETTING_WORDS[key];
  return short?.(experiment) ?? `${label.toLowerCase()} ${long(experiment)}`;
}

/** Where the test images serve for validation, no share of the others does. */
function effectiveSplit(split: Split): Partial<Split> {
  if (!split.validationIsTest) return split;
  return split.kind === 'official' ? { ...split, validationShare: 0 } : { ...split, validation: 0 };
}
