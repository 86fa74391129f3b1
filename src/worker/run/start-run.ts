import type { PreparedData } from '@/dataset/types';
import { engineInWords } from '@/run/engine-words';
import type { WorkerContext } from '@/worker/context';
import type { CurrentModel } from '@/worker/model/current-model';
import type { ActiveRun } from './active-run';
import { ClassicalRun } from './classical-run';
import { NetworkRun } from './network-run';
import type { ResumePoint } from './resume-point';
import { RunState } from './run-state';

interface StartOptions {
  data: PreparedData;
  /** Aborted where the person presses Stop before the run is active. */
  signal: AbortSignal;
  context: WorkerContext;
  currentModel: CurrentModel;
}

/** Prepares a run. Releases the previously trained model first. `null`: the person pressed Stop meanwhile. */
export async function startRun(point: ResumePoint, options: StartOptions): Promise<ActiveRun | null> {
  const { run, note, paused } = point;
  const { signal, context, currentModel } = options;
  currentModel.replace(null);
  context.outbox.send({ type: 'run', event: { runId: run.id, news: { type: 'opened', run } } });
  context.outbox.send({ type: 'network', ready: false });
  const active = run.experiment.model.kind === 'classical' ? startFit(point, options) : await startTraining(point, options);
  if (active) await context.runStore.show(run.id);
  if (!active || signal.aborted) {
    currentModel.replace(null);
    return null;
  }
  if (note) active.state.log(note.what, note.text);
  if (active instanceof NetworkRun) active.logNotes();
  logEngineChange(point, active);
  if (paused) active.state.pause();
  return active;
}

/** Chooses the engine and compiles. */
async function startTraining(point: ResumePoint, { data, signal, context, currentModel }: StartOptions): Promise<NetworkRun | null> {
  const { run, checkpoint, start, claim } = point;
  const { engines, outbox } = context;
  outbox.enter('compiling');
  const choice = await engines.forExperiment(run.experiment, data, signal, checkpoint ? (run.engineId ?? null) : null);
  if (signal.aborted) return null;
  const network = await choice.engine.compile(run.experiment, data);
  const { label, id, build } = choice.engine.info;
  const device = network.runsOn ?? choice.engine.info.device;
  const engine = [label, device].filter(Boolean).join(' · ');
  const { engineBuild: _, ...blank } = run;
  const opened = { ...blank, engine, engineId: id, ...(build === undefined ? {} : { engineBuild: build }) };
  outbox.send({ type: 'backend', backend: engines.chosenBackend(choice, device, run.experiment.training.batchSize) });
  outbox.send({ type: 'run', event: { runId: run.id, news: { type: 'opened', run: opened } } });
  const state = checkpoint?.state ?? start;
  if (state) network.setState(state);
  const active = new NetworkRun(new RunState(opened, outbox, context.runStore, claim), network, { data, context, checkpoint });
  currentModel.replace(active.model);
  outbox.send({ type: 'network', ready: true });
  return active;
}

/** A classical model needs no engine. It can be asked once it is fitted. */
function startFit({ run, claim }: ResumePoint, { data, context, currentModel }: StartOptions): ClassicalRun {
  const { outbox } = context;
  return new ClassicalRun(new RunState(run, outbox, context.runStore, claim), data, context, (model) => {
    currentModel.replace(model);
    outbox.send({ type: 'network', ready: true });
  });
}

/** Another engine, or another build of it, rounds differently: the curve is not the one that the first would have drawn. */
function logEngineChange({ run: before, checkpoint }: ResumePoint, { state }: ActiveRun): void {
  const { engineId, engineBuild } = state.run;
  if (!checkpoint || before.engineId === undefined) return;
  const sameBuild = before.engineBuild === undefined || before.engineBuild === engineBuild;
  if (before.engineId === engineId && sameBuild) return;
  state.log('engine', `Now computed by ${engineInWords(state.run)} instead of ${engineInWords(before)}; the last digits may differ`);
}
