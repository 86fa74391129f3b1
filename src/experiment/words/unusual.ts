import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import { companionWords } from './model';
import { changedRows } from './setting-rows';
import { SETTING_KEYS, settingInShort } from './settings';

/** Data and training as they differ from what everybody starts with, each in a few words: "Built-in garments", "learning rate 0.01". */
export function unusualWords(experiment: Experiment): string[] {
  const usual = { ...defaultExperiment(), model: experiment.model };
  const changed = new Set(changedRows(experiment, usual).map(({ key }) => key));
  const settings = SETTING_KEYS.filter((key) => changed.has(key)).map((key) => settingInShort(key, experiment));
  return [companionWords(experiment), ...settings].filter(Boolean);
}
