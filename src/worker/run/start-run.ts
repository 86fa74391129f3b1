import type { PreparedData } from '@/dataset/types';
import { initialPosition } from '@/engine/new-run';
import type { Run } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { CurrentModel } from '@/worker/model/current-model';
import { networkPredictor } from '@/worker/model/predictor';
import { labelOf } from '@/worker/resources/engines';
import type { ActiveRun } from './active-run';
import { ClassicalRun } from './classical-run';
import { NetworkRun } from './network-run';
import type { Beginning } from './resume-point';

/** What a run starts with. */
export interface Start {
  run: Run;
  data: PreparedData;
  beginning: Beginning;
  /** Aborted where the person presses Stop before the run is under way. */
  signal: AbortSignal;
  context: WorkerContext;
  currentModel: CurrentModel;
}

/** Makes everything ready for a run, what was trained before being let go of. `null`: the person pressed Stop meanwhile. */
export async function startRun(start: Start): Promise<ActiveRun | null> {
  const { run, signal, context, currentModel } = start;
  currentModel.take(null);
  context.outbox.send({ type: 'run', event: { runId: run.id, news: { type: 'opened', run } } });
  context.outbox.send({ type: 'network', ready: false });
  const activeRun = run.experiment.model.kind === 'classical' ? await startClassicalRun(start) : await startNetworkRun(start);
  if (activeRun && !signal.aborted) return activeRun;
  currentModel.take(null);
  return null;
}

/** Chooses the engine and compiles. */
async function startNetworkRun({ run, data, beginning, signal, context, currentModel }: Start): Promise<NetworkRun | null> {
  const { checkpoint } = beginning;
  context.outbox.enter('compiling');
  const choice = await context.engines.forExperiment(run.experiment, data, signal, checkpoint ? run.engine : '');
  if (signal.aborted) return null;
  const { engine } = choice;
  // Before its name is told, which says on how many workers this network runs.
  const network = await engine.compile(run.experiment, data);
  context.outbox.send({ type: 'backend', backend: context.engines.chosenBackend(choice, run.experiment.training.batchSize) });
  const chosen = { ...run, engine: labelOf(engine) };
  context.outbox.send({ type: 'run', event: { runId: run.id, news: { type: 'opened', run: chosen } } });
  if (checkpoint) network.setState(checkpoint.state);
  const trained = { run: chosen, network, predictor: networkPredictor(network, run.experiment), data };
  currentModel.take(trained);
  await context.runStore.show(run.id);
  const { epoch, step } = checkpoint ?? initialPosition;
  const networkRun = new NetworkRun(trained, context, { epoch, step }, checkpoint?.best ?? null);
  sayHowItBegins(networkRun, beginning);
  for (const text of network.notes ?? []) networkRun.intervene('epsilon', text, network.effective?.epsilon);
  context.outbox.send({ type: 'network', ready: true });
  return networkRun;
}

/** A classical model needs no engine. It can be asked once it is fitted. */
async function startClassicalRun({ run, data, beginning, context, currentModel }: Start): Promise<ClassicalRun> {
  await context.runStore.show(run.id);
  const fitting = new ClassicalRun(run, data, context, (trained) => {
    currentModel.take(trained);
    context.outbox.send({ type: 'network', ready: true });
  });
  sayHowItBegins(fitting, beginning);
  return fitting;
}

function sayHowItBegins(activeRun: ActiveRun, { note }: Beginning): void {
  if (note) activeRun.intervene(note.what, note.text);
}
