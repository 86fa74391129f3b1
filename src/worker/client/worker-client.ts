import type { Answers, Command, CommandOf, EngineChoice, Message, Opened, Problem, QuestionOf, Request } from '@/worker/protocol';
import { Watchdog } from './watchdog';

/** How often the page looks whether the worker is alive. */
const WATCH_MS = 250;
/** Restarts without a single step in between, after which trying again is no help. */
const MAX_RESTARTS = 3;
/** A restart this long ago has nothing to do with the next one. */
const FORGET_RESTART_MS = 5 * 60_000;

/** What the client tells its owner, beside the worker's own messages. */
export type ClientNews = Message | { type: 'restarting'; reason: string; runId: string | null } | { type: 'gaveUp'; reason: string };

/** What a new worker is told, so that the run under way goes on. */
type Mission = CommandOf<'train'> | CommandOf<'continue'>;

interface Pending {
  resolve(answer: Answers[keyof Answers]): void;
  reject(problem: Problem): void;
}

/** What the client needs of the page, so that tests can give it another. */
export interface ClientOptions {
  createWorker(): Worker;
  baseUrl: string;
  engine: EngineChoice;
  onNews(news: ClientNews): void;
}

/**
 * The page's handle on its worker, and the owner of the worker's whole life: starts it, watches it, and when it is lost, hung or crashed, ends
 * it and starts another one that continues the run under way from its last checkpoint.
 */
export class WorkerClient {
  private worker: Worker | null = null;
  private readonly pending = new Map<number, Pending>();
  private requests = 0;
  private restarts: number[] = [];
  private mission: Mission | null = null;
  private storage: Opened['storage']['kind'] = 'indexeddb';
  private readonly watch = setInterval(() => this.look(), WATCH_MS);
  private watchdog = new Watchdog(performance.now());

  constructor(private readonly options: ClientOptions) {
    this.start();
  }

  send(command: Command): void {
    this.mission = missionAfter(this.mission, command);
    this.worker?.postMessage(command);
  }

  /** Asks a question. Rejects with a Problem. */
  ask<K extends keyof Answers>(question: QuestionOf<K>): Promise<Answers[K]> {
    const { worker } = this;
    if (!worker) return Promise.reject(interruptedBy('Training keeps crashing. Reload the page.'));
    const request = ++this.requests;
    return new Promise((resolve, reject) => {
      // The worker's handler table promises an answer of this type.
      this.pending.set(request, { resolve: (answer) => resolve(answer as Answers[K]), reject });
      worker.postMessage({ ...question, request } satisfies QuestionOf<K> & { request: number });
    });
  }

  /** Starts over with another engine; nothing may be under way. */
  restartWith(engine: EngineChoice): void {
    this.options.engine = engine;
    this.end('The engine was changed.');
    this.start();
  }

  dispose(): void {
    clearInterval(this.watch);
    this.end('The page is closing.');
  }

  private start(): void {
    const worker = this.options.createWorker();
    this.worker = worker;
    this.watchdog = new Watchdog(performance.now());
    // A message or an error of a worker that was already replaced is nobody's any more.
    worker.addEventListener('message', (event: MessageEvent<Message>) => worker === this.worker && this.receive(event.data));
    worker.addEventListener(
      'error',
      (event) => worker === this.worker && this.recover(`The worker failed (${event.message || 'it could not be loaded'})`),
    );
    worker.postMessage({ type: 'open', baseUrl: this.options.baseUrl, engine: this.options.engine } satisfies Request);
  }

  private receive(message: Message): void {
    this.watchdog.heard();
    if (message.type === 'heartbeat') this.watchdog.listen(message);
    else if (message.type === 'answer') this.settle(message.request, (pending) => pending.resolve(message.answer));
    else if (tellsOfLoss(message)) this.recover(message.problem.title);
    else if (message.type === 'refusal') this.settle(message.request, (pending) => pending.reject(message.problem));
    else this.pass(message);
  }

  private pass(message: Message): void {
    if (message.type === 'opened') this.storage = message.storage.kind;
    if (message.type === 'run') this.follow(message);
    this.options.onNews(message);
  }

  private follow({ event: { runId, news } }: Extract<Message, { type: 'run' }>): void {
    if (news.type === 'steps') this.restarts = [];
    if (runId !== this.mission?.runId) return;
    if (news.type === 'failed' || (news.type === 'status' && isOver(news.status))) this.mission = null;
    // What is in the worker's memory only dies with the worker: such a run can only be started over.
    const kept = news.type === 'checkpoint' && news.saved && this.storage === 'indexeddb';
    if (!kept || !this.mission) return;
    const { paused = false } = this.mission;
    const resuming: Mission = this.mission.type === 'train' ? { type: 'continue', runId, paused, recovered: null } : this.mission;
    this.mission = news.fence === undefined ? resuming : { ...resuming, fence: news.fence };
  }

  private settle(request: number, how: (pending: Pending) => void): void {
    const pending = this.pending.get(request);
    this.pending.delete(request);
    if (pending) how(pending);
  }

  private look(): void {
    if (this.watchdog.isOver(performance.now())) this.recover('The worker stopped answering');
  }

  /** Ends the worker and starts another; what it was doing goes on from the last checkpoint. */
  private recover(reason: string): void {
    const now = performance.now();
    this.end(reason);
    this.restarts = [...this.restarts.filter((time) => now - time < FORGET_RESTART_MS), now];
    if (this.restarts.length > MAX_RESTARTS) {
      clearInterval(this.watch);
      this.options.onNews({ type: 'gaveUp', reason });
      return;
    }
    this.options.onNews({ type: 'restarting', reason, runId: this.mission?.runId ?? null });
    this.start();
    if (this.mission) this.worker?.postMessage({ ...this.mission, recovered: reason } satisfies Request);
  }

  private end(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    for (const pending of this.pending.values()) pending.reject(interruptedBy(reason));
    this.pending.clear();
  }
}

/** What a new worker would have to be told after this command as well. */
function missionAfter(mission: Mission | null, command: Command): Mission | null {
  if (command.type === 'train' || command.type === 'continue') return command;
  if (command.type === 'takeOver') return { type: 'continue', runId: command.runId, recovered: null };
  if (command.type === 'stop' || command.type === 'eraseEverything') return null;
  if (mission && (command.type === 'pause' || command.type === 'resume')) return { ...mission, paused: command.type === 'pause' };
  if (mission?.type !== 'continue') return mission;
  if (command.type === 'setEpochs') return { ...mission, epochs: command.epochs };
  if (command.type === 'setLearningRate') return { ...mission, learningRate: command.learningRate };
  return mission;
}

const isOver = (status: string): boolean => ['finished', 'stopped', 'failed', 'interrupted'].includes(status);

const interruptedBy = (message: string): Problem => ({ code: 'engine', title: 'Interrupted', message });

const tellsOfLoss = (
  message: Message,
): message is Extract<Message, { type: 'problem' | 'refusal' }> & { problem: { code: 'context-lost' } } =>
  (message.type === 'problem' || message.type === 'refusal') && message.problem.code === 'context-lost';
