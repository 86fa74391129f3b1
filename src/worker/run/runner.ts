import type { PreparedData } from '@/dataset/types';
import { EngineError } from '@/engine/engine';
import { newClassicalRun, newRun } from '@/engine/new-run';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { isActive } from '@/run/reduce';
import type { Run, RunStatus } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { CurrentModel } from '@/worker/model/current-model';
import { problemOf } from '@/worker/outbox';
import type { CommandOf } from '@/worker/protocol';
import { RELEASE_MS } from '@/worker/resources/run-locks';
import type { ActiveRun } from './active-run';
import { type ResumePoint, resumePoint, startPoint } from './resume-point';
import { startRun } from './start-run';

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
    try {
      const data = await this.context.datasets.obtain(command.experiment);
      const run = await this.blankRun(command.runId, command.experiment, data);
      await this.begin(startPoint(run, command), data, 'stopped');
    } catch (error) {
      // Where this was to replace a run that a lost worker had begun, the page still shows that one as active.
      this.tellStatus(command.runId, 'stopped');
      throw error;
    }
  }

  async continue(command: CommandOf<'continue'>): Promise<void> {
    this.mustBeFree();
    const { storage } = this.context.runStore;
    const stored = await storage.loadRun(command.runId);
    const point = stored && (await resumePoint(command, stored, storage));
    const otherwise = stored && point ? (isActive(stored) ? 'interrupted' : stored.status) : 'stopped';
    try {
      if (!point) throw new Error('Nothing of this run was kept to go on from. Its curves stay until the next run.');
      await this.begin(point, await this.context.datasets.obtain(point.run.experiment), otherwise);
    } catch (error) {
      this.tellStatus(command.runId, otherwise);
      throw error;
    }
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
    if (this.activeRun) throw new Error('A run is under way; stop it first.');
  }

  private tellStatus(runId: string, status: RunStatus): void {
    this.context.outbox.send({ type: 'run', event: { runId, news: { type: 'status', status } } });
  }

  private async blankRun(runId: string, experiment: Experiment, data: PreparedData): Promise<Run> {
    const { name } = datasetInfo(experiment.data.dataset);
    if (experiment.model.kind === 'classical') return newClassicalRun(runId, experiment, data, name);
    return newRun(runId, experiment, data, (await this.context.engines.first()).info, name);
  }

  /** Locks the run for this tab and starts it; resolves once it is active, not when it ends. `otherwise` is its status if it cannot start. */
  private async begin(point: ResumePoint, data: PreparedData, otherwise: RunStatus): Promise<void> {
    const { context, currentModel } = this;
    const { id } = point.run;
    const release = await context.locks.take(id, RELEASE_MS);
    if (!release) throw new Error('This run is being trained in another tab.');
    this.starting = new AbortController();
    try {
      this.activeRun = await startRun(point, { data, signal: this.starting.signal, context, currentModel });
    } finally {
      this.starting = null;
      if (!this.activeRun) {
        this.tellStatus(id, otherwise);
        context.outbox.enter('idle');
        release();
      }
    }
    if (this.activeRun) this.executing = this.follow(this.activeRun).finally(release);
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
