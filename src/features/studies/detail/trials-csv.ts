import { type CsvCell, csvText } from '@/metrics/csv';
import { lastOutcome } from '@/study/objective';
import { pythonNames } from '@/study/python-names';
import { trialColumns } from '@/study/read-trials';
import { triesNetworks } from '@/study/space/designs';
import type { StudyRecord } from '@/study/study';

/** The trials as CSV, a line each: the names that programs have for the settings, then what came out. `readTrials` reads it back. */
export function trialsCsv({ study, trials }: StudyRecord): string {
  const names = pythonNames(study.parameters);
  const headings = ['trial', ...study.parameters.map(({ address }) => names.get(address) ?? address), ...trialColumns(study)];
  const hasEpochs = triesNetworks(study);
  const rows = trials.map((trial): CsvCell[] => {
    const outcome = lastOutcome(trial);
    const values = study.parameters.map(({ address }) => {
      const value = trial.values[address];
      return value === undefined ? null : typeof value === 'boolean' ? String(value) : value;
    });
    const figures = [outcome?.accuracy ?? null, outcome?.loss ?? null, outcome?.seconds ?? null];
    return [
      trial.number,
      ...values,
      trial.seed,
      // A classical model has none.
      hasEpochs ? (outcome?.epochs ?? trial.epochs) : null,
      outcome?.trained ?? null,
      ...figures,
      trial.status,
      trial.cause,
    ];
  });
  return csvText([headings, ...rows]);
}
