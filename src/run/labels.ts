import type { LabelChange, Run, RunLabels } from './types';

/** Characters of a run's name: one line of a table. */
export const MAX_NAME = 100;
/** Characters of a run's note: a screen of text. */
export const MAX_NOTE = 2000;

/** The labels of a run, with nothing else; an empty text is none. */
export function labelsOf({ name, starred, note }: RunLabels): RunLabels {
  return { ...(name ? { name } : {}), ...(starred ? { starred } : {}), ...(note ? { note } : {}) };
}

/** Labels after a change. */
export function changedLabels(
  labels: RunLabels,
  { name = labels.name, note = labels.note, starred = labels.starred }: LabelChange,
): RunLabels {
  return {
    ...(name ? { name: name.slice(0, MAX_NAME) } : {}),
    ...(starred ? { starred: true } : {}),
    ...(note ? { note: note.slice(0, MAX_NOTE) } : {}),
  };
}

/** A run with these labels in place of its own. */
export function withLabels<R extends object>(run: R, labels: RunLabels): Omit<R, keyof RunLabels> & RunLabels {
  const { name: _name, starred: _starred, note: _note, ...rest } = run as R & RunLabels;
  return { ...rest, ...labelsOf(labels) };
}

/** What a run is called in a sentence: its own name, else its design's, else when it was started. */
export function runName({ name, experiment, createdAt }: Pick<Run, 'name' | 'experiment' | 'createdAt'>): string {
  const started = new Date(createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return name || experiment.name || `Run of ${started}`;
}
