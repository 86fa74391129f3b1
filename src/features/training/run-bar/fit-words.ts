import { formatDuration, formatPercent } from '@/experiment/words/numbers';
import type { RunNews } from '@/run/events';
import type { Run } from '@/run/types';

type FittingNews = Extract<RunNews, { type: 'fitting' }>;

/** What is going on with a classical model, in a few words and a few figures. */
export function fitLine(run: Run, fitting: FittingNews | null, next: string): { main: string; detail: string } {
  const { fit } = run;
  switch (run.status) {
    case 'preparing':
      return { main: 'Preparing', detail: 'The data set is being divided' };
    case 'training':
      return { main: partWords(fitting), detail: fitting ? figuresOf(fitting) : '' };
    case 'paused':
      return { main: `Paused while ${lowered(partWords(fitting))}`, detail: fitting ? figuresOf(fitting) : '' };
    case 'finished':
      return { main: `Finished: learned in ${secondsWords(fit?.seconds ?? 0)}`, detail: next };
    case 'stopped':
      return fit
        ? { main: 'Stopped after learning', detail: next || 'before testing was finished' }
        : { main: 'Stopped while learning', detail: next || 'nothing was kept' };
    case 'failed':
      return { main: 'Stopped by an error', detail: next };
    case 'interrupted':
      return { main: 'Interrupted', detail: fit ? 'after learning' : 'while learning' };
  }
}

/** Share of the part under way that is done; `null` where nobody can say. */
export function fitShare({ status, fit }: Run, fitting: FittingNews | null): number | null {
  if (status === 'training' || status === 'paused') return fitting ? fitting.done : null;
  if (status === 'preparing') return null;
  return fit ? 1 : 0;
}

/** Changes only with the part of the work, so that it can be announced; the figures stand beside it. */
function partWords(fitting: FittingNews | null): string {
  return !fitting || fitting.part === 'learning' ? 'Learning' : `Testing on the ${fitting.part} set …`;
}

/** "42% · 12 s" while it learns; how long asking takes is of no interest. */
function figuresOf({ part, done, seconds }: FittingNews): string {
  const share = done === null ? [] : [formatPercent(done, 0)];
  return [...share, ...(part === 'learning' ? [formatDuration(seconds)] : [])].join(' · ');
}

/** What only counts is done before a tenth of a second can be read. */
const secondsWords = (seconds: number): string => (seconds < 0.05 ? 'under 0.1 s' : formatDuration(seconds));

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
