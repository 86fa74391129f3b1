import { isActive } from '@/run/reduce';
import type { Run } from '@/run/types';

/** Runs that nobody goes on with: of one that was interrupted, what it has learnt is still wanted. */
export const endedRuns = (runs: readonly Run[]): Run[] => runs.filter((run) => !isActive(run) && run.status !== 'interrupted');

/** Runs in the order in which people look for them: the last one worked on first. */
export function mostRecentFirst(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt);
}
