import { isActive } from '@/run/reduce';
import type { AppStorage } from '@/storage/types';
import type { StoredRun } from '@/worker/protocol';
import type { RunStore } from './run-store';

/** A stored run for a file. Throws, with words for people, where it is not stored any more. */
export async function exportedRun(runId: string, storage: AppStorage): Promise<StoredRun> {
  const run = await storage.loadRun(runId);
  if (!run) throw new Error('This run is not stored on this computer any more, or it is damaged.');
  const checkpoint = await storage.loadCheckpoint(runId);
  return { run, checkpoint: checkpoint && { epoch: checkpoint.epoch, step: checkpoint.step, state: checkpoint.state } };
}

/** Stores a run from a file. A run that has the same id stays as it is. */
export async function importRun({ run, checkpoint }: StoredRun, newId: string, runStore: RunStore): Promise<{ runId: string }> {
  const { storage } = runStore;
  const taken = (await storage.loadRun(run.id)) !== null;
  const own = { ...run, id: taken ? newId : run.id, ...(isActive(run) ? { status: 'interrupted' as const } : {}) };
  if (checkpoint) await storage.saveCheckpoint(own, checkpoint.state, { epoch: checkpoint.epoch, step: checkpoint.step });
  else await storage.saveRun(own);
  return { runId: own.id };
}
