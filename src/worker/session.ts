import type { DatasetManifest } from '@/dataset/manifest';
import type { AppStorage } from '@/storage/types';
import type { Bench } from './bench';
import { Datasets } from './datasets';
import { type EngineFactories, Engines } from './engines';
import { Estimating } from './estimating';
import { Keeping } from './keeping';
import { findLastRuns } from './last-runs';
import type { RunLocks } from './locks';
import { problemOf, type Voice } from './post';
import type { Answers, Command, EngineChoice, Request } from './protocol';
import { Runner } from './runner';

/** Everything that a session needs of the world, so that tests can give it another. */
export interface SessionDeps {
  voice: Voice;
  openStorage(): Promise<AppStorage>;
  /** What Fashion-MNIST is made of: as the site says, or as it was said before where the site cannot be asked. */
  loadManifest(baseUrl: string, storage: AppStorage): Promise<DatasetManifest>;
  engines: EngineFactories;
  locks: RunLocks;
  now(): number;
  breathe(): Promise<void>;
}

/** The bench, and who works at it. */
interface Laboratory {
  bench: Bench;
  runner: Runner;
  estimating: Estimating;
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
      if (!busy) this.deps.voice.enter('idle');
      this.deps.voice.post({ type: 'problem', problem: problemOf(error, 'internal', 'That did not work.') });
    }
  }

  private obey(command: Exclude<Command, { request: number } | { type: 'open' }>, laboratory: Laboratory): Promise<void> | void {
    const { bench, runner, estimating } = laboratory;
    switch (command.type) {
      case 'useDataset':
        return bench.datasets.use(command.dataset).then(() => this.inTurn(() => runner.offer(command.dataset)));
      case 'cancelDownload':
        return bench.datasets.cancel();
      case 'loadFiles':
        return bench.datasets.loadFiles(command.files).then(() => this.inTurn(() => runner.offer('fashion-mnist')));
      case 'train':
        estimating.cancel();
        runner.cancelPredictions();
        return this.inTurn(() => runner.train(command));
      case 'continue':
        estimating.cancel();
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
        return this.inTurn(() => letGo(command.runId, bench));
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
    const { voice, locks, now, breathe } = this.deps;
    voice.enter('opening');
    const keeping = new Keeping(await this.deps.openStorage(), voice);
    const manifest = await this.deps.loadManifest(baseUrl, keeping.storage);
    const datasets = new Datasets(keeping, manifest, baseUrl, voice);
    const engines = new Engines(this.deps.engines, choice, now);
    const bench: Bench = { voice, keeping, datasets, engines, locks, now, breathe };
    const runner = new Runner(bench);
    await this.welcome(bench, runner);
    voice.enter('idle');
    return { bench, runner, estimating: new Estimating(bench) };
  }

  /** Tells the page what there is, and makes the last trained network askable. */
  private async welcome({ voice, keeping, engines, locks }: Bench, runner: Runner): Promise<void> {
    const engine = await engines.first();
    const { last, previous, learnt, elsewhere } = await findLastRuns(keeping, locks);
    const storage = await keeping.status();
    const runs = { lastRun: last, previousRun: previous, elsewhere };
    voice.post({ type: 'opened', backend: engines.backendOf(engine), storage, ...runs, hasWeights: learnt !== null });
    if (last && learnt) await runner.restore(last, learnt);
  }

  /** What is under way ends first: it would save itself again after the erasing. */
  private async erase({ bench, runner }: Laboratory): Promise<void> {
    runner.stop();
    bench.datasets.cancel();
    await this.inTurn(async () => {
      // What was still waiting for its turn has begun since.
      runner.stop();
      await Promise.all([runner.idle(), bench.datasets.idle()]);
      await bench.keeping.storage.eraseEverything();
    });
    this.deps.voice.post({ type: 'erased' });
  }

  private async answer(request: number, question: Request): Promise<void> {
    try {
      this.deps.voice.post({ type: 'answer', request, answer: await this.reply(question, await this.opened()) });
    } catch (error) {
      this.deps.voice.post({ type: 'refusal', request, problem: problemOf(error, 'internal', 'No answer.') });
    }
  }

  private reply(question: Request, { bench, runner, estimating }: Laboratory): Promise<Answers[keyof Answers]> | Answers[keyof Answers] {
    switch (question.type) {
      case 'images':
        return bench.datasets.images(question.dataset, question.perClass, question.seed);
      case 'predict':
        return runner.predict(question.pixels);
      case 'predictions': {
        const { questions } = runner;
        return this.inTurn(() => runner.predictions(question.set, questions));
      }
      case 'runs':
        return bench.keeping.list();
      case 'estimate':
        return this.inTurn(async () => {
          if (runner.busy) throw new Error('A run is under way.');
          return estimating.estimate(question.experiment);
        });
    }
  }
}

/** Deletes a kept run that nobody works on, in this tab or another. */
async function letGo(runId: string, { keeping, locks }: Bench): Promise<void> {
  const release = await locks.take(runId, DELETE_MS);
  if (!release) throw new Error('This run is being trained in another tab.');
  try {
    await keeping.forget(runId);
  } finally {
    release();
  }
}
