import { isActive, reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';
import { type Learnt, loadLearnt } from '@/worker/model/restore-model';
import { RELEASE_MS, type RunLocks } from './run-locks';
import type { RunStore } from './run-store';

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
export async function findLastRuns(runStore: RunStore, locks: RunLocks): Promise<LastRuns> {
  const current = await runStore.shown();
  const runs = await runStore.read(() => runStore.storage.listRuns(), []);
  const found = runs.find((run) => run.id === current) ?? null;
  const elsewhere = found !== null && isActive(found) && !(await isFree(found, locks));
  const last = found && !elsewhere ? interrupted(found) : null;
  const previous = runs.find((run) => run.id !== found?.id && run.history.losses.length > 0) ?? null;
  const learnt = last && (await runStore.read(() => loadLearnt(last, runStore.storage), null));
  return { last, previous: previous && interrupted(previous), learnt, elsewhere };
}

const interrupted = (run: Run): Run => (isActive(run) ? reduceRun(run, { type: 'status', status: 'interrupted' }, run.updatedAt) : run);

async function isFree(run: Run, locks: RunLocks): Promise<boolean> {
  const release = await locks.take(run.id, RELEASE_MS);
  release?.();
  return release !== null;
}
