import { settingRows } from '@/experiment/words/setting-rows';
import { type CsvCell, csvText } from '@/metrics/csv';
import { engineInWords } from '@/run/engine-words';
import type { RunRow } from './run-row';

const HEADINGS = [
  'started',
  'name',
  'model',
  'data set',
  'status',
  'engine',
  'parameters',
  'epochs',
  'training seconds',
  'validation accuracy',
  'test accuracy',
  'test loss',
  'macro F1',
  'validation R2',
  'test R2',
  'experiment',
  'settings',
];

/** The table as CSV with a heading, a line a run, all digits; what a run does not have is empty. The last field holds every setting in words. */
export function runsCsv(rows: readonly RunRow[]): string {
  return csvText([HEADINGS, ...rows.map(cellsOf)]);
}

function cellsOf(row: RunRow): CsvCell[] {
  const { run } = row;
  const settings = settingRows(run.experiment).map(({ label, value }) => `${label}: ${value}`);
  const words = [new Date(run.createdAt).toISOString(), run.name ?? '', row.model, run.datasetName, row.status, engineInWords(run) ?? ''];
  const figures = [
    row.parameters,
    row.epochs,
    row.seconds,
    row.validationAccuracy,
    row.testAccuracy,
    row.testLoss,
    row.macroF1,
    row.validationR2,
    row.testR2,
  ];
  return [...words, ...figures, run.experiment.name, settings.join('; ')];
}
