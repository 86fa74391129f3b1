import type { Answers, Command, EngineChoice, Message, Phase, Problem, Request } from './protocol';

/** How often the page looks whether the worker is alive. */
const WATCH_MS = 500;
/** A silence this long is suspicious, however fast the steps are; with the look that notices it, a restart comes within five seconds. */
const PATIENCE_MS = 4500;
/** Before the first sign of life a slow computer may take this long to load the worker. */
const START_MS = 60_000;
/** Phases that do one long thing: compiling shaders, drawing the garments, reading 55 MB. */
const LONG_PHASES: Partial<Record<Phase, number>> = { opening: 60_000, loading: 60_000, compiling: 120_000, evaluating: 120_000 };
/** Restarts without a single step in between, after which trying again is no help. */
const MAX_RESTARTS = 3;

/** What the client tells its owner, beside the worker's own messages. */
export type ClientNews = Message | { type: 'restarting'; reason: string; runId: string | null } | { type: 'gaveUp'; reason: string };

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
  private restarts = 0;
  private activeRun: string | null = null;
  private readonly watch = setInterval(() => this.look(), WATCH_MS);
  private lastLook = 0;
  private silence = 0;
  private stuck = 0;
  private heart = { phase: 'opening' as Phase, pulse: -1, msPerStep: 0, alive: false };

  constructor(private readonly options: ClientOptions) {
    this.start();
  }

  send(command: Exclude<Command, { request: number }>): void {
    if (command.type === 'train' || command.type === 'continue') this.activeRun = command.runId;
    this.worker?.postMessage(command);
  }

  /** Asks a question. Rejects with a Problem. */
  ask<R extends Request>(question: R): Promise<Answers[R['type']]> {
    const request = ++this.requests;
    return new Promise((resolve, reject) => {
      this.pending.set(request, { resolve: resolve as Pending['resolve'], reject });
      this.worker?.postMessage({ ...question, request });
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
    this.silence = 0;
    this.lastLook = performance.now();
    this.heart = { phase: 'opening', pulse: -1, msPerStep: 0, alive: false };
    // A message or an error of a worker that was already replaced is nobody's any more.
    worker.addEventListener('message', (event: MessageEvent<Message>) => worker === this.worker && this.receive(event.data));
    worker.addEventListener(
      'error',
      (event) => worker === this.worker && this.recover(`The worker failed (${event.message || 'it could not be loaded'})`),
    );
    this.send({ type: 'open', baseUrl: this.options.baseUrl, engine: this.options.engine });
  }

  private receive(message: Message): void {
    this.silence = 0;
    this.heart.alive = true;
    if (message.type === 'heartbeat') this.listen(message);
    else if (message.type === 'answer') this.settle(message.request, (pending) => pending.resolve(message.answer));
    else if (lostContext(message)) this.recover('Graphics reset');
    else if (message.type === 'refusal') this.settle(message.request, (pending) => pending.reject(message.problem));
    else this.pass(message);
  }

  private pass(message: Message): void {
    if (message.type === 'run') this.follow(message);
    this.options.onNews(message);
  }

  private follow({ event }: Extract<Message, { type: 'run' }>): void {
    const { news } = event;
    if (news.type === 'steps') this.restarts = 0;
    const over = news.type === 'failed' || (news.type === 'status' && ['finished', 'stopped', 'failed'].includes(news.status));
    if (over && event.runId === this.activeRun) this.activeRun = null;
  }

  private settle(request: number, how: (pending: Pending) => void): void {
    const pending = this.pending.get(request);
    this.pending.delete(request);
    if (pending) how(pending);
  }

  /** A beat counts as life only where work went on, or where there is none to do. */
  private listen({ phase, pulse, msPerStep }: { phase: Phase; pulse: number; msPerStep: number }): void {
    const moved = pulse !== this.heart.pulse || phase === 'idle' || phase === 'paused';
    this.heart = { phase, pulse, msPerStep, alive: true };
    if (moved) this.stuck = 0;
  }

  /**
   * Adds up how long the worker has been silent, or beating without moving. Each look counts for two seconds at most, so that a computer
   * that slept, or a page whose timers were slowed, does not take its own absence for the worker's.
   */
  private look(): void {
    const now = performance.now();
    const passed = Math.min(2000, now - this.lastLook);
    this.lastLook = now;
    this.silence += passed;
    this.stuck += passed;
    const limit = this.limit();
    if (this.silence > limit || this.stuck > limit) this.recover('The worker stopped answering');
  }

  private limit(): number {
    if (!this.heart.alive) return START_MS;
    return LONG_PHASES[this.heart.phase] ?? Math.max(PATIENCE_MS, 10 * this.heart.msPerStep);
  }

  /** Ends the worker and starts another; what it was doing goes on from the last checkpoint. */
  private recover(reason: string): void {
    this.end(reason);
    if (++this.restarts > MAX_RESTARTS) {
      clearInterval(this.watch);
      this.options.onNews({ type: 'gaveUp', reason });
      return;
    }
    const runId = this.activeRun;
    this.options.onNews({ type: 'restarting', reason, runId });
    this.stuck = 0;
    this.start();
    if (runId) this.send({ type: 'continue', runId, recovered: reason });
  }

  private end(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    const problem: Problem = { code: 'engine', title: 'Interrupted', message: reason };
    for (const pending of this.pending.values()) pending.reject(problem);
    this.pending.clear();
  }
}

const lostContext = (message: Message): boolean =>
  (message.type === 'problem' || message.type === 'refusal') && message.problem.code === 'context-lost';
