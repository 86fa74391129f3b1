import type { DatasetManifest } from '@/dataset/manifest';
import type { AppStorage } from '@/storage/types';
import type { WorkerContext } from './context';
import { type Outbox, problemOf } from './outbox';
import type { Answers, Command, EngineChoice, Request } from './protocol';
import { Datasets } from './resources/datasets';
import { type EngineFactories, Engines } from './resources/engines';
import { Estimator } from './resources/estimator';
import { findLastRuns } from './resources/last-runs';
import type { RunLocks } from './resources/run-locks';
import { RunStore } from './resources/run-store';
import { Runner } from './run/runner';

/** Everything that a session needs of the world, so that tests can give it another. */
export interface SessionDeps {
  outbox: Outbox;
  openStorage(): Promise<AppStorage>;
  /** What Fashion-MNIST is made of: as the site says, or as it was said before where the site cannot be asked. */
  loadManifest(baseUrl: string, storage: AppStorage): Promise<DatasetManifest>;
  engines: EngineFactories;
  locks: RunLocks;
  now(): number;
  breathe(): Promise<void>;
}

/** The context, and who works at it. */
interface Laboratory {
  context: WorkerContext;
  runner: Runner;
  estimator: Estimator;
}

/** How long a run that is to be deleted may look taken. */
const DELETE_MS = 300;

/** The worker's front desk: opens the laboratory, then hands each order to who does it, long ones one after the other. */
export class Session {
  private laboratory: Promise<Laboratory> | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SessionDeps) {}

  /** Does what the page asks. Never rejects: what goes wrong is posted as a problem. */
  async handle(command: Command): Promise<void> {
    if ('request' in command) return this.answer(command.request, command);
    try {
      if (command.type === 'open') await this.begin(command.baseUrl, command.engine);
      else await this.obey(command, await this.opened());
    } catch (error) {
      const busy = await this.laboratory?.then(({ runner }) => runner.busy).catch(() => false);
      if (!busy) this.deps.outbox.enter('idle');
      this.deps.outbox.send({ type: 'problem', problem: problemOf(error, 'internal', 'That did not work.') });
    }
  }

  private obey(command: Exclude<Command, { request: number } | { type: 'open' }>, laboratory: Laboratory): Promise<void> | void {
    const { context, runner, estimator } = laboratory;
    switch (command.type) {
      case 'useDataset':
        return context.datasets.use(command.dataset).then(() => this.inTurn(() => runner.offer(command.dataset)));
      case 'cancelDownload':
        return context.datasets.cancel();
      case 'loadFiles':
        return context.datasets.loadFiles(command.files).then(() => this.inTurn(() => runner.offer('fashion-mnist')));
      case 'train':
        estimator.cancel();
        runner.cancelPredictions();
        return this.inTurn(() => runner.train(command));
      case 'continue':
        estimator.cancel();
        runner.cancelPredictions();
        return this.inTurn(() => runner.continue(command));
      case 'pause':
        return runner.pause();
      case 'resume':
        return runner.resume();
      case 'stop':
        return runner.stop();
      case 'setLearningRate':
        return runner.setLearningRate(command.learningRate);
      case 'setEpochs':
        return runner.setEpochs(command.epochs);
      case 'resetWeights':
        return this.inTurn(() => runner.forget());
      case 'shuffleSamples':
        return runner.shuffleSamples();
      case 'deleteRun':
        return this.inTurn(() => letGo(command.runId, context));
      case 'eraseEverything':
        return this.erase(laboratory);
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private opened(): Promise<Laboratory> {
    return this.laboratory ?? Promise.reject(new Error('The laboratory is not open yet.'));
  }

  private async begin(baseUrl: string, choice: EngineChoice): Promise<void> {
    this.laboratory = this.inTurn(() => this.open(baseUrl, choice));
    await this.laboratory;
  }

  private async open(baseUrl: string, choice: EngineChoice): Promise<Laboratory> {
    const { outbox, locks, now, breathe } = this.deps;
    outbox.enter('opening');
    const runStore = new RunStore(await this.deps.openStorage(), outbox);
    const manifest = await this.deps.loadManifest(baseUrl, runStore.storage);
    const datasets = new Datasets(runStore, manifest, baseUrl, outbox);
    const engines = new Engines(this.deps.engines, choice, now);
    const context: WorkerContext = { outbox, runStore, datasets, engines, locks, now, breathe };
    const runner = new Runner(context);
    await this.welcome(context, runner);
    outbox.enter('idle');
    return { context, runner, estimator: new Estimator(context) };
  }

  /** Tells the page what there is, and makes the last trained network askable. */
  private async welcome({ outbox, runStore, engines, locks }: WorkerContext, runner: Runner): Promise<void> {
    const engine = await engines.first();
    const { last, previous, learnt, elsewhere } = await findLastRuns(runStore, locks);
    const storage = await runStore.status();
    const runs = { lastRun: last, previousRun: previous, elsewhere };
    outbox.send({ type: 'opened', backend: engines.backendOf(engine), storage, ...runs, hasWeights: learnt !== null });
    if (last && learnt) await runner.restore(last, learnt);
  }

  /** What is under way ends first: it would save itself again after the erasing. */
  private async erase({ context, runner }: Laboratory): Promise<void> {
    runner.stop();
    context.datasets.cancel();
    await this.inTurn(async () => {
      // What was still waiting for its turn has begun since.
      runner.stop();
      await Promise.all([runner.idle(), context.datasets.idle()]);
      await context.runStore.storage.eraseEverything();
    });
    this.deps.outbox.send({ type: 'erased' });
  }

  private async answer(request: number, question: Request): Promise<void> {
    try {
      this.deps.outbox.send({ type: 'answer', request, answer: await this.reply(question, await this.opened()) });
    } catch (error) {
      this.deps.outbox.send({ type: 'refusal', request, problem: problemOf(error, 'internal', 'No answer.') });
    }
  }

  private reply(question: Request, { context, runner, estimator }: Laboratory): Promise<Answers[keyof Answers]> | Answers[keyof Answers] {
    switch (question.type) {
      case 'images':
        return context.datasets.images(question.dataset, question.perClass, question.seed);
      case 'predict':
        return runner.predict(question.pixels);
      case 'predictions': {
        const { questions } = runner;
        return this.inTurn(() => runner.predictions(question.set, questions));
      }
      case 'runs':
        return context.runStore.list();
      case 'estimate':
        return this.inTurn(async () => {
          if (runner.busy) throw new Error('A run is under way.');
          return estimator.estimate(question.experiment);
        });
    }
  }
}

/** Deletes a kept run that nobody works on, in this tab or another. */
async function letGo(runId: string, { runStore, locks }: WorkerContext): Promise<void> {
  const release = await locks.take(runId, DELETE_MS);
  if (!release) throw new Error('This run is being trained in another tab.');
  try {
    await runStore.forget(runId);
  } finally {
    release();
  }
}
