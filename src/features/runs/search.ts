import { settingRows } from '@/experiment/words/setting-rows';
import type { RunRow } from './run-row';

/** The rows that have every word of a search in their name, note, model, data set, status or any setting; upper and lower case alike. */
export function searchRows(rows: readonly RunRow[], search: string): readonly RunRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ run, model, settings, status }: RunRow): string {
  const { name = '', note = '', experiment, datasetName } = run;
  const rows = settingRows(experiment).map(({ label, value }) => `${label} ${value}`);
  return [name, note, experiment.name, model, datasetName, status, ...settings, ...rows].join('\n').toLowerCase();
}
