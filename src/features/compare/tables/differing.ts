import { type DifferingSetting, differingSettings } from '@/experiment/words/setting-table';
import { engineInWords } from '@/run/engine-words';
import type { Run } from '@/run/types';

/** What of several runs is not the same in all: their settings, and what computed them. */
export interface Differing {
  rows: DifferingSetting[];
  /** Whether some were computed by another engine, or another build of one: their last digits may differ for that alone. */
  roundsDifferently: boolean;
}

/** A run whose engine is not known, as a classical model, is compared with others by its settings alone. */
export function differingRows(runs: readonly Run[]): Differing {
  const engines = runs.map(engineInWords);
  const roundsDifferently = new Set(engines.filter((words) => words !== null)).size > 1;
  const settings = differingSettings(runs.map(({ experiment }) => experiment));
  const computedBy = { key: 'engine', label: 'Computed by', values: engines };
  return { rows: roundsDifferently ? [...settings, computedBy] : settings, roundsDifferently };
}
