import type { PreparedData } from '@/dataset/types';
import { initialPosition } from '@/engine/new-run';
import type { Run } from '@/run/types';
import type { Answering } from './answering';
import type { Bench } from './bench';
import type { Beginning } from './continuing';
import { Driver } from './driver';
import { labelOf } from './engines';
import { Fitting } from './fitting';
import { networkRespondent } from './respondents';
import type { Undertaking } from './undertaking';

/** What a run starts with. */
export interface Start {
  run: Run;
  data: PreparedData;
  beginning: Beginning;
  /** Aborted where the person presses Stop before the run is under way. */
  signal: AbortSignal;
  bench: Bench;
  answering: Answering;
}

/** Makes everything ready for a run, what was trained before being let go of. `null`: the person pressed Stop meanwhile. */
export async function startRun(start: Start): Promise<Undertaking | null> {
  const { run, signal, bench, answering } = start;
  answering.take(null);
  bench.voice.post({ type: 'run', event: { runId: run.id, news: { type: 'opened', run } } });
  bench.voice.post({ type: 'network', ready: false });
  const undertaking = run.experiment.model.kind === 'classical' ? await startFitting(start) : await startDriver(start);
  if (undertaking && !signal.aborted) return undertaking;
  answering.take(null);
  return null;
}

/** Chooses the engine and compiles. */
async function startDriver({ run, data, beginning, signal, bench, answering }: Start): Promise<Driver | null> {
  const { checkpoint } = beginning;
  bench.voice.enter('compiling');
  const choice = await bench.engines.forExperiment(run.experiment, data, signal, checkpoint ? run.engine : '');
  if (signal.aborted) return null;
  const { engine } = choice;
  // Before its name is told, which says on how many workers this network runs.
  const network = await engine.compile(run.experiment, data);
  bench.voice.post({ type: 'backend', backend: bench.engines.chosenBackend(choice, run.experiment.training.batchSize) });
  const chosen = { ...run, engine: labelOf(engine) };
  bench.voice.post({ type: 'run', event: { runId: run.id, news: { type: 'opened', run: chosen } } });
  if (checkpoint) network.setState(checkpoint.state);
  const trained = { run: chosen, network, respondent: networkRespondent(network, run.experiment), data };
  answering.take(trained);
  await bench.keeping.show(run.id);
  const { epoch, step } = checkpoint ?? initialPosition;
  const driver = new Driver(trained, bench, { epoch, step }, checkpoint?.best ?? null);
  sayHowItBegins(driver, beginning);
  for (const text of network.notes ?? []) driver.intervene('epsilon', text, network.effective?.epsilon);
  bench.voice.post({ type: 'network', ready: true });
  return driver;
}

/** A classical model needs no engine. It can be asked once it is fitted. */
async function startFitting({ run, data, beginning, bench, answering }: Start): Promise<Fitting> {
  await bench.keeping.show(run.id);
  const fitting = new Fitting(run, data, bench, (trained) => {
    answering.take(trained);
    bench.voice.post({ type: 'network', ready: true });
  });
  sayHowItBegins(fitting, beginning);
  return fitting;
}

function sayHowItBegins(undertaking: Undertaking, { note }: Beginning): void {
  if (note) undertaking.intervene(note.what, note.text);
}
