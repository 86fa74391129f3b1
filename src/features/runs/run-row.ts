import { modelWords } from '@/experiment/words/model';
import { unusualWords } from '@/experiment/words/unusual';
import { type RunFigures, runFigures } from '@/metrics/run-figures';
import type { Run } from '@/run/types';

/** One run as the table compares it. */
export interface RunRow extends RunFigures {
  run: Run;
  /** What people call it: its name, or else its model. */
  title: string;
  model: string;
  /** What sets it apart beside its model, in words. */
  settings: string[];
  status: string;
}

/** A run in the figures and words of the table; `onShow` where the page follows it. */
export function rowOf(run: Run, onShow = false): RunRow {
  const model = modelWords(run.experiment);
  const status = statusWords(run, onShow);
  return { run, title: run.name ?? model, model, settings: unusualWords(run.experiment), ...runFigures(run), status };
}

/** How a run stands, in words. One that is kept as under way is another tab's, or its page went away. */
export function statusWords(run: Run, onShow = false): string {
  const after = run.epochRecords.length > 0 ? ` after epoch ${run.epochRecords.length}` : '';
  switch (run.status) {
    case 'preparing':
    case 'training':
    case 'paused':
      return onShow ? run.status : `not finished${after}`;
    case 'finished':
      return run.interventions.some(({ what, epoch }) => what === 'stoppedEarly' && epoch === run.epochRecords.length)
        ? `stopped early (epoch ${run.epochRecords.length})`
        : 'finished';
    default:
      return `${run.status}${after}`;
  }
}

/** When a run was begun: the time of day today, the day and the time this year, else the day. */
export function whenWords(time: number, now: number): string {
  const [at, today] = [new Date(time), new Date(now)];
  const clock = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === today.toDateString()) return clock;
  // Day and month stay together where the column is narrow.
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }).replace(' ', '\u00a0');
  return at.getFullYear() === today.getFullYear() ? `${day}, ${clock}` : `${day} ${at.getFullYear()}`;
}

/** The kept runs with the one on show as it is now: in its own place, or first where it is too young to have been kept. None while they are unknown. */
export function withRunOnShow(kept: readonly Run[] | null, onShow: Run | null): Run[] {
  if (!kept || !onShow) return [...(kept ?? [])];
  const known = kept.some(({ id }) => id === onShow.id);
  return known ? kept.map((run) => (run.id === onShow.id ? onShow : run)) : [onShow, ...kept];
}
