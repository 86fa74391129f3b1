import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { evaluate } from '@/engine/evaluate';
import { stateFrom } from '@/engine/initial-state';
import { newRun } from '@/engine/new-run';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { fitsExperiment } from '@/run/fits';
import { isActive } from '@/run/reduce';
import type { EvaluationSet, NetworkState, Run } from '@/run/types';
import type { AppStorage } from '@/storage/types';
import type { WorkerContext } from '@/worker/context';
import type { QuestionOf, StoredRun } from '@/worker/protocol';
import type { RunStore } from './run-store';

/** A stored run for a file. Throws, with words for people, where it is not stored any more. */
export async function exportedRun(runId: string, storage: AppStorage): Promise<StoredRun> {
  const run = await storage.loadRun(runId);
  if (!run) throw new Error('This run is no longer saved in this browser, or it is damaged.');
  const checkpoint = await storage.loadCheckpoint(runId);
  return { run, checkpoint: checkpoint && { epoch: checkpoint.epoch, step: checkpoint.step, state: checkpoint.state } };
}

/** Stores a run from a file. A run that has the same id stays as it is; where it is the very same run, nothing is stored twice. */
export async function importRun({ run, checkpoint }: StoredRun, newId: string, runStore: RunStore): Promise<{ runId: string }> {
  const { storage } = runStore;
  const stored = await storage.loadRun(run.id);
  if (stored && isSameMoment(stored, run)) return { runId: stored.id };
  const taken = stored !== null;
  const own = { ...run, id: taken ? newId : run.id, ...(isActive(run) ? { status: 'interrupted' as const } : {}) };
  if (checkpoint) await storage.saveCheckpoint(own, checkpoint.state, { epoch: checkpoint.epoch, step: checkpoint.step });
  else await storage.saveRun(own);
  return { runId: own.id };
}

/** Whether two rows are of the same run at the same moment of it. */
const isSameMoment = (a: Run, b: Run): boolean =>
  a.createdAt === b.createdAt && a.updatedAt === b.updatedAt && a.history.losses.length === b.history.losses.length;

/**
 * Stores a model from elsewhere as a run that was stopped before its first step, with its scores: it can be asked, and trained further. Throws, with
 * words for people, where the weights are not those of the network or no images are there.
 */
export async function importModel(
  { experiment, weights, name, newId }: QuestionOf<'importModel'>,
  context: WorkerContext,
): Promise<{ runId: string }> {
  const { datasets, engines, outbox, runStore } = context;
  const state = stateFrom(experiment, weights);
  if (!fitsExperiment(state, experiment)) throw new Error('The weights of this model are not those of its network.');
  try {
    const data = await datasets.obtain(experiment);
    const engine = await engines.holding(experiment);
    const scores = await scoresOf(state, { experiment, data, engine, context });
    const blank = newRun(newId, experiment, data, engine.info, datasetInfo(experiment.data.dataset).name);
    const run: Run = { ...blank, ...scores, status: 'stopped', startedFrom: { name, epoch: 0 } };
    await runStore.storage.saveCheckpoint(run, state, { epoch: 0, step: 0 });
  } finally {
    outbox.enter('idle');
  }
  return { runId: newId };
}

interface ScoreOptions {
  experiment: Experiment;
  data: PreparedData;
  engine: Engine;
  context: WorkerContext;
}

/** How well a network does on the sets that there are. */
async function scoresOf(state: NetworkState, { experiment, data, engine, context }: ScoreOptions): Promise<Pick<Run, EvaluationSet>> {
  const { outbox } = context;
  outbox.enter('evaluating');
  const network = await engine.compile(experiment, data);
  const breathe = async () => {
    outbox.pulse();
    await context.yieldToEvents();
  };
  const score = async (set: EvaluationSet) =>
    data[set].length > 0 ? evaluate({ experiment, network, data, set, epoch: 0, breathe }) : null;
  try {
    network.setState(state);
    return { validation: await score('validation'), test: await score('test') };
  } finally {
    network.dispose();
  }
}
