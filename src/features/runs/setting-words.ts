import type { Split } from '@/experiment/data/types';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { changedRows, type SettingRow } from '@/experiment/presets/setting-rows';
import { formatNumber, formatShare } from '@/experiment/words/numbers';
import { companionWords } from './model-words';

/** Data and training as they differ from what everybody starts with, each in a few words: "Built-in garments", "learning rate 0.01". */
export function unusualWords(experiment: Experiment): string[] {
  const usual = { ...defaultExperiment(), model: experiment.model };
  const settings = changedRows(experiment, usual).filter(({ key }) => !key.startsWith('layer.') && !key.startsWith('model'));
  return [companionWords(experiment), ...settings.map((row) => inShort(row, experiment))].filter(Boolean);
}

function inShort({ key, label, value }: SettingRow, { data, training }: Experiment): string {
  switch (key) {
    case 'data.dataset':
      return value;
    case 'data.task':
      return data.task.kind === 'groups' ? `${data.task.groups.length} groups` : value;
    case 'data.split':
      return splitInShort(data.split);
    case 'data.augmentation':
      return 'augmentation';
    case 'training.optimizer':
      return value;
    case 'training.earlyStopping':
      return `early stopping, patience ${formatNumber(training.earlyStopping?.patience ?? Number.NaN)}`;
    default:
      return `${label.toLowerCase()} ${value}`;
  }
}

/** What is not as usual about a split; the usual one never comes here. */
function splitInShort(split: Split): string {
  if (split.validationIsTest) return 'validation is the test set';
  if (split.kind === 'pooled') return 'pooled split';
  const share = `${formatShare(split.validationShare)} for validation`;
  return split.stratified ? share : `${share}, not stratified`;
}
