import { isActive, reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';
import { type Learnt, loadLearnt } from '@/worker/model/restore-model';
import { RELEASE_MS, type RunLocks } from './run-locks';
import type { RunStore } from './run-store';

/** The runs that a page opens with. */
export interface LastRuns {
  last: Run | null;
  previous: Run | null;
  /** What `last` has learnt. */
  learnt: Learnt | null;
  /** The run that would have been on show, where another tab trains it. */
  elsewhere: Run | null;
  /** Other runs that ended before their time, the last one first, without their histories. */
  interrupted: Run[];
}

/**
 * The run on show when the page was closed, what it has learnt, and the run before it for the ghost. A run that was active then is interrupted
 * now, unless another tab trains it: then it is left alone.
 */
export async function findLastRuns(runStore: RunStore, locks: RunLocks): Promise<LastRuns> {
  const { storage } = runStore;
  const current = await runStore.shown();
  const runs = await runStore.read(() => storage.listRuns(), []);
  const found = runs.find(({ id }) => id === current) ?? null;
  const isElsewhere = found !== null && isActive(found) && !(await isFree(found, locks));
  const last = found && !isElsewhere ? await load(found.id, runStore) : null;
  const learnt = last && (await runStore.read(() => loadLearnt(last, storage), null));
  const previous = await firstWithSteps(
    runs.filter(({ id }) => id !== found?.id),
    runStore,
  );
  const { trained } = await locks.survey();
  const interrupted = runs.filter((run) => run.id !== found?.id && endedEarly(run) && !trained.includes(run.id)).map(asInterrupted);
  return { last, previous, learnt, elsewhere: isElsewhere ? found : null, interrupted };
}

const endedEarly = (run: Run): boolean => isActive(run) || run.status === 'interrupted';

/** A stored run that says it is active, and is not. */
export const asInterrupted = (run: Run): Run =>
  isActive(run) ? reduceRun(run, { type: 'status', status: 'interrupted' }, run.updatedAt) : run;

async function load(id: string, runStore: RunStore): Promise<Run | null> {
  const run = await runStore.read(() => runStore.storage.loadRun(id), null);
  return run && asInterrupted(run);
}

async function firstWithSteps(runs: readonly Run[], runStore: RunStore): Promise<Run | null> {
  for (const { id } of runs) {
    const run = await load(id, runStore);
    if (run && run.history.losses.length > 0) return run;
  }
  return null;
}

async function isFree(run: Run, locks: RunLocks): Promise<boolean> {
  const release = await locks.take(run.id, RELEASE_MS);
  release?.();
  return release !== null;
}
