import type { PreparedData } from '@/dataset/types';
import { EngineError } from '@/engine/engine';
import { newClassicalRun, newRun } from '@/engine/new-run';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import type { Run, RunStatus } from '@/run/types';
import type { ClaimedRun } from '@/storage/types';
import { allowedWishes, continueProblem, trainProblem } from '@/worker/command-rules';
import type { WorkerContext } from '@/worker/context';
import type { CurrentModel } from '@/worker/model/current-model';
import { isUsable, loadLearnt, mustFit } from '@/worker/model/restore-model';
import { problemOf } from '@/worker/outbox';
import type { CommandOf } from '@/worker/protocol';
import { asInterrupted } from '@/worker/resources/last-runs';
import { FRESH_MS, RELEASE_MS } from '@/worker/resources/run-locks';
import type { ActiveRun } from './active-run';
import { type ResumePoint, resumePoint, startPoint } from './resume-point';
import { startRun } from './start-run';
import { loadStart } from './warm-start';

/** Starts runs, one at a time, and owns the active one. `train` and `continue` must be called one after the other. */
export class Runner {
  private activeRun: ActiveRun | null = null;
  private executing: Promise<void> = Promise.resolve();
  private starting: AbortController | null = null;

  constructor(
    private readonly context: WorkerContext,
    private readonly currentModel: CurrentModel,
  ) {}

  /** The run that is being trained; it decides what the worker is busy with. */
  get active(): ActiveRun | null {
    return this.activeRun;
  }

  async train(command: CommandOf<'train'>): Promise<void> {
    this.mustBeFree();
    const problem = trainProblem(command.experiment);
    const steal = () => this.isHeldByLostWorker(command);
    const patienceMs = command.recovered === null ? FRESH_MS : RELEASE_MS;
    await this.locked(command.runId, { steal, patienceMs, otherwise: async () => 'stopped' }, async () => {
      if (problem) throw new Error(problem);
      const data = await this.context.datasets.obtain(command.experiment);
      const blank = await this.blankRun(command.runId, command.experiment, data);
      const start =
        command.startFrom === undefined ? null : await loadStart(command.startFrom, command.experiment, this.context.runStore.storage);
      const named = command.name === undefined ? blank : { ...blank, name: command.name };
      const run = start ? { ...named, startedFrom: start.from } : named;
      const claimed = await this.claim(command.runId);
      return this.begin(startPoint(run, command, { claim: claimed?.claim ?? null, start: start?.state ?? null }), data);
    });
  }

  /** @param takesOver takes the run from another tab that does not release it in time */
  async continue(command: CommandOf<'continue'>, takesOver = false): Promise<void> {
    this.mustBeFree();
    let isResumable = true;
    const otherwise = async (): Promise<RunStatus> => {
      const stored = await this.context.runStore.read(() => this.context.runStore.storage.loadRun(command.runId), null);
      return stored && isResumable ? asInterrupted(stored).status : 'stopped';
    };
    const steal = async () => takesOver || (await this.isHeldByLostWorker(command));
    await this.locked(command.runId, { steal, patienceMs: RELEASE_MS, otherwise }, async () => {
      const claimed = await this.claim(command.runId);
      const wanted = allowedWishes(command, claimed?.run ?? null);
      const point = claimed && resumePoint(wanted, claimed);
      isResumable = point !== null;
      if (!point) throw new Error('Nothing of this run was saved, so it cannot be continued. Its curves stay until the next run.');
      const problem = continueProblem(wanted, point);
      if (problem) throw new Error(problem);
      if (point.checkpoint) mustFit(point.checkpoint, point.run.experiment);
      return this.begin(point, await this.context.datasets.obtain(point.run.experiment));
    });
  }

  /** Shows a stored run: its curves, its figures, and its model if that is stored. `null` where another tab trains it. */
  async open(runId: string): Promise<Run | null> {
    this.mustBeFree();
    const { runStore, locks, outbox } = this.context;
    const { trained } = await locks.survey();
    const stored = await runStore.storage.loadRun(runId);
    if (!stored) throw new Error('This run is no longer saved in this browser, or it is damaged.');
    if (trained.includes(runId)) {
      outbox.send({ type: 'elsewhere', run: stored });
      return null;
    }
    const run = asInterrupted(stored);
    const learnt = await runStore.read(() => loadLearnt(run, runStore.storage), null);
    this.currentModel.replace(null);
    outbox.send({ type: 'network', ready: false });
    outbox.send({ type: 'run', event: { runId, news: { type: 'opened', run } } });
    outbox.send({ type: 'run', event: { runId, news: { type: 'weights', kept: isUsable(learnt, run) } } });
    await runStore.show(runId);
    if (learnt) await this.currentModel.restore(run, learnt);
    return run;
  }

  stop(): void {
    // An active run waits while a whole set is predicted.
    this.currentModel.cancel();
    this.starting?.abort();
    this.activeRun?.state.control.stop();
  }

  /** Resolves once no run is active. */
  idle(): Promise<void> {
    return this.executing;
  }

  /** Releases the trained model and shows no run any more. */
  async reset(): Promise<void> {
    this.mustBeFree();
    this.currentModel.replace(null);
    this.context.outbox.send({ type: 'network', ready: false });
    await this.context.runStore.show(null);
  }

  private mustBeFree(): void {
    if (this.activeRun) throw new Error('A run is training. Stop it first.');
  }

  private tellStatus(runId: string, status: RunStatus): void {
    this.context.outbox.send({ type: 'run', event: { runId, news: { type: 'status', status } } });
  }

  private async blankRun(runId: string, experiment: Experiment, data: PreparedData): Promise<Run> {
    const { name } = datasetInfo(experiment.data.dataset);
    if (experiment.model.kind === 'classical') return newClassicalRun(runId, experiment, data, name);
    return newRun(runId, experiment, data, (await this.context.engines.first()).info, name);
  }

  /** A worker that was ended in the middle of its work may keep its lock for seconds. A run that is not stored yet is known to no other tab. */
  private async isHeldByLostWorker(command: CommandOf<'train'> | CommandOf<'continue'>): Promise<boolean> {
    if (command.recovered === null) return false;
    const { runStore } = this.context;
    const own = command.type === 'continue' ? (command.fence ?? Number.NaN) : null;
    return (await runStore.read(() => runStore.storage.fenceOf(command.runId), Number.NaN)) === own;
  }

  private claim(runId: string): Promise<ClaimedRun | null> {
    return this.context.runStore.read(() => this.context.runStore.storage.claimRun(runId), null);
  }

  /**
   * Locks a run for this tab before anything of it is read, and starts it; resolves once it is active, not when it ends. `steal` says whether it is
   * taken where nobody releases it. Where it does not become active, `otherwise` is the status that the page shows: it may still show the run of a worker that was lost as active.
   */
  private async locked(
    runId: string,
    { steal, patienceMs, otherwise }: { steal(): Promise<boolean>; patienceMs: number; otherwise(): Promise<RunStatus> },
    start: () => Promise<ActiveRun | null>,
  ): Promise<void> {
    const { context } = this;
    let release: (() => void) | null = null;
    try {
      release = await context.locks.take(runId, patienceMs);
      if (!release && (await steal())) release = await context.locks.steal(runId);
      if (!release) throw new Error('This run is being trained in another tab.');
      this.activeRun = await start();
    } finally {
      if (!this.activeRun) {
        this.tellStatus(runId, await otherwise());
        context.outbox.enter('idle');
        release?.();
      }
    }
    if (this.activeRun) this.executing = this.follow(this.activeRun).finally(release);
  }

  /** `null` where the person pressed Stop before the run was active. */
  private async begin(point: ResumePoint, data: PreparedData): Promise<ActiveRun | null> {
    const { context, currentModel } = this;
    this.starting = new AbortController();
    try {
      return await startRun(point, { data, signal: this.starting.signal, context, currentModel });
    } finally {
      this.starting = null;
    }
  }

  private async follow(active: ActiveRun): Promise<void> {
    try {
      await active.execute();
    } catch (error) {
      this.lose(active, error);
    } finally {
      if (this.activeRun === active) this.activeRun = null;
      active.state.control.queue.open();
      this.context.outbox.send({ type: 'network', ready: active.hasLearnt });
    }
  }

  /** An engine that is lost is replaced with its worker by the page; any other error ends the run. */
  private lose(active: ActiveRun, error: unknown): void {
    const problem = problemOf(error, 'engine', 'The engine stopped.');
    if (problem.code === 'context-lost') {
      this.context.outbox.send({ type: 'problem', problem });
      return;
    }
    const code = error instanceof EngineError && error.code === 'out-of-memory' ? error.code : 'engine';
    const suggestion = 'The last checkpoint is kept. Try a smaller batch or network.';
    active.state.fail({ code, message: `The engine stopped: ${problem.message}.`, suggestion });
  }
}
