import type { PreparedData } from '@/dataset/types';
import { EngineError } from '@/engine/engine';
import { initialPosition, newRun } from '@/engine/new-run';
import { DATASETS } from '@/experiment/data/classes';
import type { DatasetId } from '@/experiment/data/types';
import type { RunNews } from '@/run/events';
import { isActive, reduceRun } from '@/run/reduce';
import type { EvaluationSet, Run } from '@/run/types';
import type { SavedCheckpoint } from '@/storage/types';
import { askPicture, askSamples, noData, type Trained, whereTrained } from './asking';
import type { Bench } from './bench';
import { Driver } from './driver';
import { labelOf } from './engines';
import { RELEASE_MS } from './locks';
import { problemOf } from './post';
import { askSet } from './predicting';
import type { Answers, Command, SetPredictions } from './protocol';

type Order<T extends Command['type']> = Extract<Command, { type: T }>;

/** How a run begins, beside what it is. */
interface Beginning {
  checkpoint: SavedCheckpoint | null;
  note: { what: 'recovered' | 'continued'; text: string } | null;
  paused: boolean;
}

/** Owns the one network that can be asked and the one run that may be under way. Its long orders must come one after the other. */
export class Runner {
  private trained: Trained | null = null;
  private driver: Driver | null = null;
  private driving: Promise<void> = Promise.resolve();
  private starting: AbortController | null = null;
  private shuffles = 0;
  private predicting = new AbortController();

  constructor(private readonly bench: Bench) {}

  /** Whether something is going on that decides what the worker is busy with. */
  get busy(): boolean {
    return this.driver !== null;
  }

  async train({ runId, experiment, recovered }: Order<'train'>): Promise<void> {
    this.mustBeFree();
    const data = await this.bench.datasets.obtain(experiment);
    const { info } = await this.bench.engines.first();
    const run = newRun(runId, experiment, data, info, DATASETS[experiment.data.dataset].name);
    const note = recovered ? { what: 'recovered' as const, text: `${recovered}, started again from the beginning` } : null;
    await this.begin(run, data, { checkpoint: null, note, paused: false }, 'stopped');
  }

  async continue(order: Order<'continue'>): Promise<void> {
    this.mustBeFree();
    const { storage } = this.bench.keeping;
    const kept = await storage.loadRun(order.runId);
    const checkpoint = await storage.loadCheckpoint(order.runId);
    const otherwise = kept && checkpoint ? (isActive(kept) ? 'interrupted' : kept.status) : 'stopped';
    try {
      if (!kept || !checkpoint) throw new Error('Nothing of this run was kept to go on from. Its curves stay until the next run.');
      const data = await this.bench.datasets.obtain(kept.experiment);
      const note = noteOf(order, kept, checkpoint);
      await this.begin(continued(order, kept, checkpoint), data, { checkpoint, note, paused: order.paused ?? false }, otherwise);
    } catch (error) {
      this.tell(order.runId, { type: 'status', status: otherwise });
      throw error;
    }
  }

  /** Makes the last trained network askable again. A network that this engine cannot hold is left in storage, and said. */
  async restore(run: Run, checkpoint: SavedCheckpoint): Promise<void> {
    try {
      const engine = await this.bench.engines.holding(run.experiment);
      const network = await engine.compile(run.experiment, noData(run));
      network.setState(checkpoint.state);
      const { epoch, step } = checkpoint;
      // A run that failed goes on in its curves for a while after its last good weights.
      this.take({ run, network, data: null, ...(run.status === 'failed' ? { standing: { epoch, step } } : {}) });
      this.bench.voice.post({ type: 'network', ready: checkpoint.step > 0 });
    } catch (error) {
      this.bench.voice.post({ type: 'problem', problem: problemOf(error, 'engine', 'The last trained network could not be loaded.') });
    }
  }

  /** A data set has become ready: a network that came back without images can show its samples now. */
  async offer(id: DatasetId): Promise<void> {
    const { trained, driver } = this;
    const dataset = this.bench.datasets.get(id);
    if (!dataset || !trained || trained.data || driver || trained.run.experiment.data.dataset !== id) return;
    trained.data = this.bench.datasets.prepare(dataset, trained.run.experiment);
    await this.showSamples(trained, 0);
  }

  async shuffleSamples(): Promise<void> {
    if (this.driver) return this.driver.shuffleSamples();
    if (this.trained) await this.showSamples(this.trained, ++this.shuffles);
  }

  async predict(pixels: Uint8Array): Promise<Answers['predict']> {
    if (!this.trained) throw new Error('No trained network is here yet.');
    return { probabilities: await askPicture(this.trained, pixels), classNames: this.trained.run.classNames };
  }

  /** The answers to a whole set, all with the same weights: a run under way waits for them between two blocks of its steps. */
  async predictions(set: EvaluationSet): Promise<SetPredictions> {
    const { trained, driver } = this;
    if (!trained || whereTrained(trained).step === 0) throw new Error('No trained network is here yet. Press Train first.');
    const data = this.imagesFor(trained);
    if (data[set].length === 0) throw new Error(`This run has no ${set} images.`);
    this.predicting = new AbortController();
    const { signal } = this.predicting;
    const ask = () => askSet({ trained, data, set, signal, bench: this.bench });
    return driver ? driver.control.rest.ask(ask) : ask();
  }

  /** Something that matters more is to begin. */
  cancelPredictions(): void {
    if (!this.driver) this.predicting.abort();
  }

  private imagesFor({ run: { experiment }, data }: Trained): PreparedData {
    if (data) return data;
    const dataset = this.bench.datasets.get(experiment.data.dataset);
    if (!dataset) throw new Error(`The images of ${DATASETS[experiment.data.dataset].name} are not here yet.`);
    return this.bench.datasets.prepare(dataset, experiment);
  }

  pause(): void {
    this.driver?.pause();
  }

  resume(): void {
    this.driver?.resume();
  }

  stop(): void {
    this.starting?.abort();
    this.driver?.control.stop();
  }

  setLearningRate(learningRate: number): void {
    this.driver?.setLearningRate(learningRate);
  }

  setEpochs(epochs: number): void {
    this.driver?.setEpochs(epochs);
  }

  /** Resolves once nothing is under way any more. */
  idle(): Promise<void> {
    return this.driving;
  }

  async forget(): Promise<void> {
    this.mustBeFree();
    this.take(null);
    this.bench.voice.post({ type: 'network', ready: false });
    await this.bench.keeping.show(null);
  }

  private mustBeFree(): void {
    if (this.driver) throw new Error('A run is under way; stop it first.');
  }

  private take(trained: Trained | null): void {
    this.trained?.network.dispose();
    this.trained = trained;
  }

  private tell(runId: string, news: RunNews): void {
    this.bench.voice.post({ type: 'run', event: { runId, news } });
  }

  /** Takes the run for this tab and sets it going; resolves when it is under way, not when it is over. `otherwise` is what it is if not. */
  private async begin(run: Run, data: PreparedData, beginning: Beginning, otherwise: Run['status']): Promise<void> {
    const release = await this.bench.locks.take(run.id, RELEASE_MS);
    if (!release) throw new Error('This run is being trained in another tab.');
    this.starting = new AbortController();
    let driver: Driver | null = null;
    try {
      driver = await this.prepareDriver(run, data, beginning, this.starting.signal);
    } finally {
      this.starting = null;
      if (!driver) {
        this.tell(run.id, { type: 'status', status: otherwise });
        this.bench.voice.enter('idle');
        release();
      }
    }
    if (driver) this.driving = this.follow(driver, beginning.checkpoint ?? initialPosition).finally(release);
  }

  /** Chooses the engine and compiles. `null`: the person pressed Stop meanwhile. */
  private async prepareDriver(run: Run, data: PreparedData, beginning: Beginning, signal: AbortSignal): Promise<Driver | null> {
    const { bench } = this;
    this.take(null);
    this.tell(run.id, { type: 'opened', run });
    bench.voice.post({ type: 'network', ready: false });
    bench.voice.enter('compiling');
    const choice = await bench.engines.forExperiment(run.experiment, data, signal, beginning.checkpoint ? run.engine : '');
    if (signal.aborted) return null;
    const { engine } = choice;
    // Before its name is told, which says on how many workers this network runs.
    const network = await engine.compile(run.experiment, data);
    bench.voice.post({ type: 'backend', backend: bench.engines.chosenBackend(choice, run.experiment.training.batchSize) });
    const chosen = { ...run, engine: labelOf(engine) };
    this.tell(run.id, { type: 'opened', run: chosen });
    if (beginning.checkpoint) network.setState(beginning.checkpoint.state);
    const trained = { run: chosen, network, data };
    this.take(trained);
    await bench.keeping.show(run.id);
    return this.handOver(new Driver(trained, bench, beginning.checkpoint?.best ?? null), beginning);
  }

  private handOver(driver: Driver, { note, paused }: Beginning): Driver {
    this.driver = driver;
    if (note) driver.intervene(note.what, note.text);
    const { notes = [], effective } = driver.trained.network;
    for (const text of notes) driver.intervene('epsilon', text, effective?.epsilon);
    if (paused) driver.pause();
    this.bench.voice.post({ type: 'network', ready: true });
    return driver;
  }

  private async follow(driver: Driver, { epoch, step }: { epoch: number; step: number }): Promise<void> {
    try {
      await driver.drive({ epoch, step });
    } catch (error) {
      this.lose(driver, error);
    } finally {
      if (this.driver === driver) this.driver = null;
      driver.control.rest.open();
      this.bench.voice.post({ type: 'network', ready: driver.hasLearnt });
    }
  }

  /** An engine that is gone is replaced with its worker by the page; any other mishap ends the run. */
  private lose(driver: Driver, error: unknown): void {
    const problem = problemOf(error, 'engine', 'The engine stopped.');
    if (problem.code === 'context-lost') {
      this.bench.voice.post({ type: 'problem', problem });
      return;
    }
    const code = error instanceof EngineError && error.code === 'out-of-memory' ? error.code : 'engine';
    const suggestion = 'The last checkpoint is kept. Try a smaller batch or network.';
    driver.fail({ code, message: `The engine stopped: ${problem.message}.`, suggestion });
  }

  private async showSamples(trained: Trained, draw: number): Promise<void> {
    if (!trained.data) return;
    const samples = await askSamples(trained, trained.data, draw, whereTrained(trained));
    this.tell(trained.run.id, { type: 'samples', samples });
  }
}

/** A kept run as it stands at its checkpoint, about to go on. */
function continued({ epochs, learningRate }: Order<'continue'>, kept: Run, { step, epoch }: SavedCheckpoint): Run {
  const rewound = reduceRun(kept, { type: 'rewound', step, epoch }, Date.now());
  const wishes = { epochs: epochs ?? kept.epochs, learningRate: learningRate ?? kept.learningRate };
  return { ...rewound, ...wishes, status: 'preparing', failure: null };
}

function noteOf({ recovered, epochs }: Order<'continue'>, kept: Run, { epoch }: SavedCheckpoint): Beginning['note'] {
  if (recovered) return { what: 'recovered', text: `${recovered}, continuing from epoch ${epoch}` };
  const more = epochs && epochs > kept.epochs ? `, ${epochs} epochs in all` : '';
  return { what: 'continued', text: `Continued from epoch ${epoch}${more}` };
}
