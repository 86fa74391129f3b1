import { isActive, reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';
import type { Keeping } from './keeping';
import { RELEASE_MS, type RunLocks } from './locks';
import { type Learnt, loadLearnt } from './reviving';

/** What a page begins with. */
export interface LastRuns {
  last: Run | null;
  previous: Run | null;
  /** What `last` has learnt. */
  learnt: Learnt | null;
  /** The run that would have been on show is being trained in another tab. */
  elsewhere: boolean;
}

/**
 * The run on show when the page went away, the one before it for the ghost, and what it has learnt. What was under way then is interrupted now,
 * unless another tab is driving it: then it is left alone.
 */
export async function findLastRuns(keeping: Keeping, locks: RunLocks): Promise<LastRuns> {
  const current = await keeping.shown();
  const runs = await keeping.read(() => keeping.storage.listRuns(), []);
  const found = runs.find((run) => run.id === current) ?? null;
  const elsewhere = found !== null && isActive(found) && !(await isFree(found, locks));
  const last = found && !elsewhere ? interrupted(found) : null;
  const previous = runs.find((run) => run.id !== found?.id && run.history.losses.length > 0) ?? null;
  const learnt = last && (await keeping.read(() => loadLearnt(last, keeping.storage), null));
  return { last, previous: previous && interrupted(previous), learnt, elsewhere };
}

const interrupted = (run: Run): Run => (isActive(run) ? reduceRun(run, { type: 'status', status: 'interrupted' }, run.updatedAt) : run);

async function isFree(run: Run, locks: RunLocks): Promise<boolean> {
  const release = await locks.take(run.id, RELEASE_MS);
  release?.();
  return release !== null;
}
