import type { Run } from '@/run/types';

/** Runs in the order in which people look for them: the last one worked on first. */
export function mostRecentFirst(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt);
}
