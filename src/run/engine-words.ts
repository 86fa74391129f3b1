import type { Run } from './types';

/**
 * What computed a run, in words: the engine, its device, and its build where the last digits depend on that. Runs whose words are the same round
 * alike. `null` where no engine is known: before a run has begun, and of classical models.
 */
export function engineInWords({ engine, engineBuild }: Pick<Run, 'engine' | 'engineBuild'>): string | null {
  if (!engine) return null;
  return engineBuild === undefined ? engine : `${engine}, ${engineBuild}`;
}
