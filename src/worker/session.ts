import type { DatasetManifest } from '@/dataset/manifest';
import type { PreparedData } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { initialPosition, newRun } from '@/engine/new-run';
import { DATASETS } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { isActive, reduceRun } from '@/run/reduce';
import type { Run } from '@/run/types';
import type { AppStorage, SavedCheckpoint } from '@/storage/types';
import { askPicture, askSamples, noData, type Trained } from './asking';
import { Datasets } from './datasets';
import { Driver } from './driver';
import { backendOf, chosenBackend, type EngineFactories, Engines, speedsOf } from './engines';
import { problemOf, type Voice } from './post';
import type { Answers, Command, EngineChoice, Problem, Request } from './protocol';

/** Everything that a session needs of the world, so that tests can give it another. */
export interface SessionDeps {
  voice: Voice;
  openStorage(): Promise<AppStorage>;
  loadManifest(baseUrl: string): Promise<DatasetManifest>;
  engines: EngineFactories;
  now(): number;
  breathe(): Promise<void>;
}

/** The setting under which the id of the network in use is kept. */
const CURRENT = 'currentRun';
/** Runs kept in storage. */
const KEEP_RUNS = 20;

/** The state machine of the worker: one storage, one trained network, at most one run under way. It does not know which engine it drives. */
export class Session {
  private storage!: AppStorage;
  private datasets!: Datasets;
  private engines!: Engines;
  private trained: Trained | null = null;
  private driver: Driver | null = null;
  private probing: AbortController | null = null;
  /** What compiles or loads goes through here, one after the other. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SessionDeps) {}

  /** Does what the page asks. Never rejects: what goes wrong is posted as a problem. */
  async handle(command: Command): Promise<void> {
    if ('request' in command) return this.answer(command.request, command);
    try {
      await this.obey(command);
    } catch (error) {
      this.deps.voice.enter('idle');
      this.deps.voice.post({ type: 'problem', problem: problemOf(error, 'internal', 'That did not work.') });
    }
  }

  private obey(command: Exclude<Command, { request: number }>): Promise<void> | void {
    switch (command.type) {
      case 'open':
        return this.inTurn(() => this.open(command.baseUrl, command.engine));
      case 'useDataset':
        return this.needDataset(command.dataset);
      case 'cancelDownload':
        return this.datasets.cancel();
      case 'loadFiles':
        return this.datasets.loadFiles(command.files);
      case 'train':
        this.probing?.abort();
        return this.inTurn(() => this.train(command.runId, command.experiment));
      case 'continue':
        this.probing?.abort();
        return this.inTurn(() => this.continue(command));
      case 'pause':
        return this.pause();
      case 'resume':
        return this.resume();
      case 'stop':
        return this.driver?.control.stop();
      case 'setLearningRate':
        return this.setLearningRate(command.learningRate);
      case 'setEpochs':
        return this.setEpochs(command.epochs);
      case 'resetWeights':
        return this.inTurn(() => this.forget());
      case 'shuffleSamples':
        return this.shuffleSamples();
      case 'eraseEverything':
        return this.inTurn(() => this.erase());
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async open(baseUrl: string, choice: EngineChoice): Promise<void> {
    const { voice } = this.deps;
    voice.enter('opening');
    this.storage = await this.deps.openStorage();
    this.datasets = new Datasets(this.storage, await this.deps.loadManifest(baseUrl), baseUrl, voice);
    this.engines = new Engines(this.deps.engines, choice, this.deps.now);
    const engine = await this.engines.first();
    const { last, previous, checkpoint } = await this.lastRuns();
    const storage = await this.storageStatus(null);
    voice.post({
      type: 'opened',
      backend: backendOf(engine),
      storage,
      lastRun: last,
      previousRun: previous,
      hasWeights: checkpoint !== null,
    });
    if (last && checkpoint) await this.restore(last, checkpoint, engine);
    voice.enter('idle');
  }

  private async lastRuns(): Promise<{ last: Run | null; previous: Run | null; checkpoint: SavedCheckpoint | null }> {
    const current = await this.storage.loadSetting(CURRENT);
    const runs = await this.storage.listRuns();
    const found = runs.find((run) => run.id === current) ?? null;
    const previous = runs.find((run) => run.id !== current && run.history.losses.length > 0) ?? null;
    // Whatever was under way when the page went away was interrupted: nobody drives it now.
    const last = found && isActive(found) ? reduceRun(found, { type: 'status', status: 'interrupted' }, Date.now()) : found;
    return { last, previous, checkpoint: last ? await this.storage.loadCheckpoint(last.id) : null };
  }

  /** Makes the last trained network askable again. A network that this engine cannot hold is left in storage, and said. */
  private async restore(run: Run, checkpoint: SavedCheckpoint, engine: Engine): Promise<void> {
    try {
      const network = await engine.compile(run.experiment, noData(run));
      network.setState(checkpoint.state);
      this.take({ run, network, data: null });
      this.deps.voice.post({ type: 'network', ready: checkpoint.step > 0 });
    } catch (error) {
      this.deps.voice.post({ type: 'problem', problem: problemOf(error, 'engine', 'The last trained network could not be loaded.') });
    }
  }

  private take(trained: Trained | null): void {
    this.trained?.network.dispose();
    this.trained = trained;
  }

  private async needDataset(id: Experiment['data']['dataset']): Promise<void> {
    await this.datasets.use(id);
    const { trained, driver } = this;
    const dataset = this.datasets.get(id);
    if (!dataset || !trained || trained.data || driver || trained.run.experiment.data.dataset !== id) return;
    trained.data = this.datasets.prepare(dataset, trained.run.experiment);
    await this.showSamples(trained, 0);
  }

  private async showSamples(trained: Trained, draw: number): Promise<void> {
    if (!trained.data) return;
    const position = { epoch: trained.run.epochRecords.length, step: trained.run.history.losses.length };
    const samples = await askSamples(trained, trained.data, draw, position);
    this.deps.voice.post({ type: 'run', event: { runId: trained.run.id, news: { type: 'samples', samples } } });
  }

  private shuffles = 0;

  private async shuffleSamples(): Promise<void> {
    if (this.driver) return this.driver.shuffleSamples();
    if (this.trained) await this.showSamples(this.trained, ++this.shuffles);
  }

  private async train(runId: string, experiment: Experiment): Promise<void> {
    const data = await this.prepare(experiment);
    const { engine } = await this.chooseEngine(experiment, data);
    const run = newRun(runId, experiment, data, engine.info, DATASETS[experiment.data.dataset].name);
    await this.storage.saveSetting(CURRENT, runId).catch((error) => this.storageProblem(String(error?.message ?? error)));
    await this.start(run, data, engine, null);
    this.storage.pruneRuns(KEEP_RUNS).catch((error) => this.storageProblem(String(error?.message ?? error)));
  }

  private async continue(command: Extract<Command, { type: 'continue' }>): Promise<void> {
    const kept = await this.storage.loadRun(command.runId);
    const checkpoint = await this.storage.loadCheckpoint(command.runId);
    if (!kept || !checkpoint) throw new Error('This run has no checkpoint to go on from. What was shown of it stays until the next run.');
    const data = await this.prepare(kept.experiment);
    const { engine } = await this.chooseEngine(kept.experiment, data);
    const rewound = reduceRun(kept, { type: 'rewound', step: checkpoint.step, epoch: checkpoint.epoch }, Date.now());
    const epochs = command.epochs ?? kept.epochs;
    const run: Run = { ...rewound, status: 'preparing', failure: null, epochs, engine: engineLabel(engine) };
    await this.storage.saveSetting(CURRENT, run.id);
    await this.start(run, data, engine, checkpoint, noteOf(command, kept, checkpoint));
  }

  private async prepare(experiment: Experiment): Promise<PreparedData> {
    if (this.driver) throw new Error('A run is under way; stop it first.');
    const id = experiment.data.dataset;
    this.deps.voice.enter('loading');
    await this.datasets.use(id);
    const dataset = this.datasets.get(id);
    if (!dataset) throw new Error(`${DATASETS[id].name} is not on this computer. Get it in the Data panel, or use the built-in garments.`);
    return this.datasets.prepare(dataset, experiment);
  }

  private async chooseEngine(experiment: Experiment, data: PreparedData): Promise<{ engine: Engine }> {
    this.deps.voice.enter('compiling');
    const chosen = await this.engines.forExperiment(experiment, data, new AbortController().signal);
    this.deps.voice.post({ type: 'backend', backend: chosenBackend(chosen, experiment.training.batchSize) });
    return chosen;
  }

  /** Compiles, and lets the run go; resolves when it is under way, not when it is over. */
  private async start(run: Run, data: PreparedData, engine: Engine, checkpoint: SavedCheckpoint | null, note?: Note): Promise<void> {
    this.take(null);
    this.deps.voice.post({ type: 'run', event: { runId: run.id, news: { type: 'opened', run } } });
    const network = await engine.compile(run.experiment, data);
    if (checkpoint) network.setState(checkpoint.state);
    const trained = { run, network, data };
    this.take(trained);
    const { voice, now, breathe } = this.deps;
    const onStorageProblem = (problem: string | null) => this.storageProblem(problem);
    this.driver = new Driver(trained, { storage: this.storage, voice, now, breathe, onStorageProblem });
    if (note) this.driver.intervene(note.what, note.text);
    this.deps.voice.post({ type: 'network', ready: true });
    this.follow(this.driver, checkpoint ?? initialPosition);
  }

  private async follow(driver: Driver, position: { epoch: number; step: number }): Promise<void> {
    try {
      await driver.drive({ epoch: position.epoch, step: position.step });
    } catch (error) {
      this.lose(driver, error);
    } finally {
      if (this.driver === driver) this.driver = null;
      this.deps.voice.post({ type: 'network', ready: driver.hasLearnt });
    }
  }

  /** An engine that is gone is replaced with its worker by the page; any other mishap ends the run. */
  private lose(driver: Driver, error: unknown): void {
    const problem = problemOf(error, 'engine', 'The engine stopped.');
    if (isContextLoss(error)) {
      this.deps.voice.post({ type: 'problem', problem: { ...problem, code: 'context-lost' } });
      return;
    }
    driver.fail({
      code: 'engine',
      message: `The engine stopped: ${problem.message}`,
      suggestion: 'The last checkpoint is kept. Try a smaller batch or network, or continue from the checkpoint.',
    });
  }

  private pause(): void {
    if (!this.driver || this.driver.control.paused) return;
    this.driver.control.hold();
    this.driver.news({ type: 'status', status: 'paused' });
    this.deps.voice.enter('paused');
  }

  private resume(): void {
    if (!this.driver?.control.paused) return;
    this.driver.control.release();
    this.driver.news({ type: 'status', status: 'training' });
    this.deps.voice.enter('training');
  }

  private setLearningRate(learningRate: number): void {
    if (!this.driver || learningRate === this.driver.control.learningRate) return;
    this.driver.control.learningRate = learningRate;
    this.driver.news({ type: 'changed', learningRate });
    this.driver.intervene('learningRate', `Learning rate ${learningRate}`, learningRate);
  }

  private setEpochs(epochs: number): void {
    if (!this.driver) return;
    this.driver.control.epochs = epochs;
    this.driver.news({ type: 'changed', epochs });
    this.driver.intervene('moreEpochs', `${epochs} epochs`, epochs);
  }

  private async forget(): Promise<void> {
    if (this.driver) throw new Error('A run is under way; stop it first.');
    this.take(null);
    this.deps.voice.post({ type: 'network', ready: false });
    await this.storage.saveSetting(CURRENT, null);
  }

  private async erase(): Promise<void> {
    this.driver?.control.stop();
    this.datasets.cancel();
    await this.storage.eraseEverything();
    this.deps.voice.post({ type: 'erased' });
  }

  private async answer(request: number, question: Request): Promise<void> {
    try {
      this.deps.voice.post({ type: 'answer', request, answer: await this.reply(question) });
    } catch (error) {
      const code: Problem['code'] = isContextLoss(error) ? 'context-lost' : 'internal';
      this.deps.voice.post({ type: 'refusal', request, problem: problemOf(error, code, 'No answer.') });
    }
  }

  private reply(question: Request): Promise<Answers[keyof Answers]> | Answers[keyof Answers] {
    switch (question.type) {
      case 'images':
        return this.datasets.images(question.dataset, question.perClass, question.seed);
      case 'predict':
        return this.predict(question.pixels);
      case 'estimate':
        return this.inTurn(() => this.estimate(question.experiment));
    }
  }

  private async predict(pixels: Uint8Array): Promise<Answers['predict']> {
    if (!this.trained) throw new Error('No trained network is here yet.');
    return { probabilities: await askPicture(this.trained, pixels), classNames: this.trained.run.classNames };
  }

  private async estimate(experiment: Experiment): Promise<Answers['estimate']> {
    const data = await this.prepare(experiment);
    this.probing = new AbortController();
    this.deps.voice.enter('compiling');
    try {
      const { msPerStep, measurements } = await this.engines.forExperiment(experiment, data, this.probing.signal);
      const steps = Math.ceil(data.train.length / experiment.training.batchSize);
      return { msPerStep, secondsPerEpoch: (steps * msPerStep) / 1000, engines: speedsOf(measurements, experiment.training.batchSize) };
    } finally {
      this.probing = null;
      this.deps.voice.enter('idle');
    }
  }

  private async storageStatus(problem: string | null) {
    const { storage } = this;
    return { kind: storage.kind, problem: problem ?? storage.problem?.message ?? null, persisted: await storage.persist() };
  }

  private lastStorageProblem: string | null = null;

  private async storageProblem(problem: string | null): Promise<void> {
    if (problem === this.lastStorageProblem) return;
    this.lastStorageProblem = problem;
    this.deps.voice.post({ type: 'storage', storage: await this.storageStatus(problem) });
  }
}

interface Note {
  what: 'recovered' | 'continued';
  text: string;
}

const noteOf = (command: { recovered: string | null; epochs?: number }, kept: Run, checkpoint: SavedCheckpoint): Note => {
  if (command.recovered) return { what: 'recovered', text: `${command.recovered}, continuing from epoch ${checkpoint.epoch}` };
  const more = command.epochs && command.epochs > kept.epochs ? `, ${command.epochs} epochs in all` : '';
  return { what: 'continued', text: `Continued from epoch ${checkpoint.epoch}${more}` };
};

const engineLabel = ({ info }: Engine) => [info.label, info.device].filter(Boolean).join(' · ');

const isContextLoss = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'context-lost';
