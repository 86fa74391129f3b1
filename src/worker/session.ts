import type { Manifests } from '@/dataset/manifest';
import { onEntry } from '@/experiment/data/own';
import type { StorageError } from '@/storage/errors';
import type { AppStorage } from '@/storage/types';
import { type CommandHandlers, commandHandlers } from './commands';
import type { WorkerContext } from './context';
import { CurrentModel } from './model/current-model';
import { KeptModels } from './model/kept-models';
import { isUsable } from './model/restore-model';
import { Searches } from './model/searches';
import { OwnData } from './opening/own-data';
import { noticeOf, type Outbox, problemOf } from './outbox';
import type { Answers, Command, CommandOf, QuestionOf, Request } from './protocol';
import { type QuestionHandlers, questionHandlers } from './questions';
import { Datasets } from './resources/datasets';
import { type EngineFactories, Engines } from './resources/engines';
import { Estimator } from './resources/estimator';
import { findLastRuns } from './resources/last-runs';
import type { RunLocks } from './resources/run-locks';
import { RunStore } from './resources/run-store';
import type { Tabs } from './resources/tabs';
import { Runner } from './run/runner';
import type { Services } from './services';
import { Studies } from './study/studies';
import { hearTab } from './tab-messages';

/** What a session needs from its surroundings; tests pass their own. */
export interface SessionDeps {
  outbox: Outbox;
  /** `onProblem` is told what goes wrong while storage is in use, `onAnswer` when a storage that was silent answers again. */
  openStorage(onProblem: (problem: StorageError) => void, onAnswer: () => void): Promise<AppStorage>;
  /** The files of the data sets: as the site lists them, or as it last did where it cannot be asked. */
  loadManifests(baseUrl: string, storage: AppStorage): Promise<Manifests>;
  engines: EngineFactories;
  locks: RunLocks;
  tabs: Tabs;
  now(): number;
  yieldToEvents(): Promise<void>;
}

interface Opened {
  services: Services;
  commands: CommandHandlers;
  questions: QuestionHandlers;
}

/** Opens the worker, then hands each command and question to its handler. */
export class Session {
  private opened: Promise<Opened> | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SessionDeps) {}

  /** Never rejects: what goes wrong is sent to the page as a problem or a refusal. */
  async handle(request: Request): Promise<void> {
    if ('request' in request) await this.answer(request.request, request);
    else await this.execute(request);
  }

  private async execute(command: Command): Promise<void> {
    try {
      if (command.type === 'open') await this.open(command);
      else await run((await this.whenOpen()).commands, command);
    } catch (error) {
      const active = await this.opened?.then(({ services: { runner } }) => runner.active).catch(() => null);
      if (!active) this.deps.outbox.enter('idle');
      this.deps.outbox.send({ type: 'problem', problem: problemOf(error, 'internal', 'That did not work.') });
    }
  }

  private async answer<K extends keyof Answers>(request: number, question: QuestionOf<K>): Promise<void> {
    const { outbox } = this.deps;
    try {
      const { questions } = await this.whenOpen();
      outbox.send({ type: 'answer', request, answer: await questions[question.type](question) });
    } catch (error) {
      outbox.send({ type: 'refusal', request, problem: problemOf(error, 'internal', 'No answer.') });
    }
  }

  private whenOpen(): Promise<Opened> {
    return this.opened ?? Promise.reject(new Error('Atelier is starting …'));
  }

  private async open(command: CommandOf<'open'>): Promise<void> {
    this.opened = this.inTurn(() => this.start(command));
    await this.opened;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async start({ baseUrl, engine }: CommandOf<'open'>): Promise<Opened> {
    const { outbox, locks, tabs, now, yieldToEvents } = this.deps;
    outbox.enter('opening');
    onEntry((id, entry) => outbox.send({ type: 'ownEntry', id, entry }));
    const storage = await this.deps.openStorage(
      (problem) => outbox.send({ type: 'problem', problem: noticeOf(problem) }),
      () => outbox.send({ type: 'storageAnswers' }),
    );
    const runStore = new RunStore(storage, outbox, locks);
    // What comes next may take seconds of its own.
    if (storage.problem) outbox.send({ type: 'storage', storage: await runStore.status() });
    const manifests = await this.deps.loadManifests(baseUrl, runStore.storage);
    const datasets = new Datasets(runStore, manifests, baseUrl, outbox);
    const engines = new Engines(this.deps.engines, engine, now);
    const context: WorkerContext = { outbox, runStore, datasets, engines, locks, tabs, now, yieldToEvents };
    const currentModel = new CurrentModel(context);
    const runner = new Runner(context, currentModel);
    const ownData = new OwnData(context);
    await welcome(context, currentModel);
    // Not waited for: a storage that does not answer would hold up everything else.
    void ownData.tellList();
    outbox.enter('idle');
    const inTurn: Services['inTurn'] = (work) => this.inTurn(work);
    const keptModels = new KeptModels(context);
    const searches = new Searches(currentModel, context);
    const estimator = new Estimator(context);
    const studies = new Studies({ context, runner, currentModel, keptModels, estimator, inTurn });
    const services: Services = { context, runner, studies, currentModel, searches, keptModels, estimator, ownData, inTurn };
    tabs.listen((message) => hearTab(message, services));
    return { services, commands: commandHandlers(services), questions: questionHandlers(services) };
  }
}

/** Generic, so that the compiler sees that handler and command belong together. */
const run = <K extends keyof CommandHandlers>(handlers: CommandHandlers, command: CommandOf<K>): Promise<void> | void =>
  handlers[command.type](command);

/** Tells the page what is stored, and restores the last trained model. */
async function welcome({ outbox, runStore, engines, locks }: WorkerContext, currentModel: CurrentModel): Promise<void> {
  const engine = await engines.first();
  const { last, previous, learnt, elsewhere, interrupted } = await findLastRuns(runStore, locks);
  locks.show(last?.id ?? null);
  const storage = await runStore.status();
  const runs = { lastRun: last, previousRun: previous, elsewhere, interrupted };
  outbox.send({
    type: 'opened',
    backend: engines.backendOf(engine),
    storage,
    ...runs,
    hasWeights: last !== null && isUsable(learnt, last),
  });
  if (last && learnt) await currentModel.restore(last, learnt);
}
