import type { PreparedData } from '@/dataset/types';
import { EngineError } from '@/engine/engine';
import { newClassicalRun, newRun } from '@/engine/new-run';
import { DATASETS } from '@/experiment/data/classes';
import type { DatasetId } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { RunNews } from '@/run/events';
import { isActive } from '@/run/reduce';
import type { EvaluationSet, Run } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import { CurrentModel } from '@/worker/model/current-model';
import { type Learnt, ModelRestorer } from '@/worker/model/restore-model';
import { problemOf } from '@/worker/outbox';
import type { Answers, Command, SetPredictions } from '@/worker/protocol';
import { RELEASE_MS } from '@/worker/resources/run-locks';
import type { ActiveRun } from './active-run';
import { type Past, pastOf, startedAgain } from './resume-point';
import { startRun } from './start-run';

type Order<T extends Command['type']> = Extract<Command, { type: T }>;

/** Owns the one run that may be under way. Its long orders must come one after the other. */
export class Runner {
  private readonly currentModel: CurrentModel;
  private readonly restorer: ModelRestorer;
  private underWay: ActiveRun | null = null;
  private driving: Promise<void> = Promise.resolve();
  private starting: AbortController | null = null;

  constructor(private readonly context: WorkerContext) {
    this.currentModel = new CurrentModel(context);
    this.restorer = new ModelRestorer(context, this.currentModel);
  }

  /** Whether something is going on that decides what the worker is busy with. */
  get busy(): boolean {
    return this.underWay !== null;
  }

  async train({ runId, experiment, paused = false, recovered }: Order<'train'>): Promise<void> {
    this.mustBeFree();
    try {
      const data = await this.context.datasets.obtain(experiment);
      const note = recovered ? startedAgain(recovered) : null;
      const run = await this.blankRun(runId, experiment, data);
      await this.begin({ run, beginning: { checkpoint: null, note, paused } }, data, 'stopped');
    } catch (error) {
      // Where this was to start over what an earlier worker had begun, the page still shows that as going on.
      this.tell(runId, { type: 'status', status: 'stopped' });
      throw error;
    }
  }

  async continue(order: Order<'continue'>): Promise<void> {
    this.mustBeFree();
    const { storage } = this.context.runStore;
    const kept = await storage.loadRun(order.runId);
    const past = kept && (await pastOf(order, kept, storage));
    const otherwise = kept && past ? (isActive(kept) ? 'interrupted' : kept.status) : 'stopped';
    try {
      if (!past) throw new Error('Nothing of this run was kept to go on from. Its curves stay until the next run.');
      await this.begin(past, await this.context.datasets.obtain(past.run.experiment), otherwise);
    } catch (error) {
      this.tell(order.runId, { type: 'status', status: otherwise });
      throw error;
    }
  }

  /** Makes what the last run has learnt askable again. */
  restore(run: Run, learnt: Learnt): Promise<void> {
    return this.restorer.restore(run, learnt);
  }

  /** A data set has become ready. */
  async offer(id: DatasetId): Promise<void> {
    if (!this.underWay) await this.restorer.offer(id);
  }

  shuffleSamples(): Promise<void> {
    return (this.underWay ?? this.currentModel).shuffleSamples();
  }

  predict(pixels: Uint8Array): Promise<Answers['predict']> {
    return this.currentModel.predict(pixels);
  }

  /** A question after which nothing that mattered more has begun: to be taken when the question arrives, and handed in when its turn comes. */
  get questions(): number {
    return this.currentModel.questions;
  }

  predictions(set: EvaluationSet, questions: number): Promise<SetPredictions> {
    return this.currentModel.predictions(set, { rest: this.underWay?.control.rest ?? null, questions });
  }

  /** Something that matters more is to begin. */
  cancelPredictions(): void {
    if (!this.underWay) this.currentModel.cancel();
  }

  pause(): void {
    this.underWay?.pause();
  }

  resume(): void {
    this.underWay?.resume();
  }

  stop(): void {
    // A run waits for a report that is being made in its midst.
    this.currentModel.cancel();
    this.starting?.abort();
    this.underWay?.control.stop();
  }

  setLearningRate(learningRate: number): void {
    this.underWay?.setLearningRate(learningRate);
  }

  setEpochs(epochs: number): void {
    this.underWay?.setEpochs(epochs);
  }

  /** Resolves once nothing is under way any more. */
  idle(): Promise<void> {
    return this.driving;
  }

  async forget(): Promise<void> {
    this.mustBeFree();
    this.restorer.forget();
    this.currentModel.take(null);
    this.context.outbox.send({ type: 'network', ready: false });
    await this.context.runStore.show(null);
  }

  private mustBeFree(): void {
    if (this.underWay) throw new Error('A run is under way; stop it first.');
  }

  private tell(runId: string, news: RunNews): void {
    this.context.outbox.send({ type: 'run', event: { runId, news } });
  }

  private async blankRun(runId: string, experiment: Experiment, data: PreparedData): Promise<Run> {
    const { name } = DATASETS[experiment.data.dataset];
    if (experiment.model.kind === 'classical') return newClassicalRun(runId, experiment, data, name);
    return newRun(runId, experiment, data, (await this.context.engines.first()).info, name);
  }

  /** Takes the run for this tab and sets it going; resolves when it is under way, not when it is over. `otherwise` is what it is if not. */
  private async begin({ run, beginning }: Past, data: PreparedData, otherwise: Run['status']): Promise<void> {
    const { context, currentModel } = this;
    const release = await context.locks.take(run.id, RELEASE_MS);
    if (!release) throw new Error('This run is being trained in another tab.');
    this.restorer.forget();
    this.starting = new AbortController();
    try {
      this.underWay = await startRun({ run, data, beginning, signal: this.starting.signal, context, currentModel });
    } finally {
      this.starting = null;
      if (!this.underWay) {
        this.tell(run.id, { type: 'status', status: otherwise });
        context.outbox.enter('idle');
        release();
      }
    }
    if (this.underWay) this.setGoing(this.underWay, beginning.paused, release);
  }

  private setGoing(activeRun: ActiveRun, paused: boolean, release: () => void): void {
    if (paused) activeRun.pause();
    this.driving = this.follow(activeRun).finally(release);
  }

  private async follow(activeRun: ActiveRun): Promise<void> {
    try {
      await activeRun.drive();
    } catch (error) {
      this.lose(activeRun, error);
    } finally {
      if (this.underWay === activeRun) this.underWay = null;
      activeRun.control.rest.open();
      this.context.outbox.send({ type: 'network', ready: activeRun.hasLearnt });
    }
  }

  /** An engine that is gone is replaced with its worker by the page; any other mishap ends the run. */
  private lose(activeRun: ActiveRun, error: unknown): void {
    const problem = problemOf(error, 'engine', 'The engine stopped.');
    if (problem.code === 'context-lost') {
      this.context.outbox.send({ type: 'problem', problem });
      return;
    }
    const code = error instanceof EngineError && error.code === 'out-of-memory' ? error.code : 'engine';
    const suggestion = 'The last checkpoint is kept. Try a smaller batch or network.';
    activeRun.fail({ code, message: `The engine stopped: ${problem.message}.`, suggestion });
  }
}
