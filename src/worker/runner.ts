import type { PreparedData } from '@/dataset/types';
import { EngineError } from '@/engine/engine';
import { newClassicalRun, newRun } from '@/engine/new-run';
import { DATASETS } from '@/experiment/data/classes';
import type { DatasetId } from '@/experiment/data/types';
import type { Experiment } from '@/experiment/experiment';
import type { RunNews } from '@/run/events';
import { isActive } from '@/run/reduce';
import type { EvaluationSet, Run } from '@/run/types';
import { Answering } from './answering';
import type { Bench } from './bench';
import { type Past, pastOf, startedAgain } from './continuing';
import { RELEASE_MS } from './locks';
import { problemOf } from './post';
import type { Answers, Command, SetPredictions } from './protocol';
import { type Learnt, Reviving } from './reviving';
import { startRun } from './starting';
import type { Undertaking } from './undertaking';

type Order<T extends Command['type']> = Extract<Command, { type: T }>;

/** Owns the one run that may be under way. Its long orders must come one after the other. */
export class Runner {
  private readonly answering: Answering;
  private readonly reviving: Reviving;
  private underWay: Undertaking | null = null;
  private driving: Promise<void> = Promise.resolve();
  private starting: AbortController | null = null;

  constructor(private readonly bench: Bench) {
    this.answering = new Answering(bench);
    this.reviving = new Reviving(bench, this.answering);
  }

  /** Whether something is going on that decides what the worker is busy with. */
  get busy(): boolean {
    return this.underWay !== null;
  }

  async train({ runId, experiment, paused = false, recovered }: Order<'train'>): Promise<void> {
    this.mustBeFree();
    try {
      const data = await this.bench.datasets.obtain(experiment);
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
    const { storage } = this.bench.keeping;
    const kept = await storage.loadRun(order.runId);
    const past = kept && (await pastOf(order, kept, storage));
    const otherwise = kept && past ? (isActive(kept) ? 'interrupted' : kept.status) : 'stopped';
    try {
      if (!past) throw new Error('Nothing of this run was kept to go on from. Its curves stay until the next run.');
      await this.begin(past, await this.bench.datasets.obtain(past.run.experiment), otherwise);
    } catch (error) {
      this.tell(order.runId, { type: 'status', status: otherwise });
      throw error;
    }
  }

  /** Makes what the last run has learnt askable again. */
  restore(run: Run, learnt: Learnt): Promise<void> {
    return this.reviving.restore(run, learnt);
  }

  /** A data set has become ready. */
  async offer(id: DatasetId): Promise<void> {
    if (!this.underWay) await this.reviving.offer(id);
  }

  shuffleSamples(): Promise<void> {
    return (this.underWay ?? this.answering).shuffleSamples();
  }

  predict(pixels: Uint8Array): Promise<Answers['predict']> {
    return this.answering.predict(pixels);
  }

  /** A question after which nothing that mattered more has begun: to be taken when the question arrives, and handed in when its turn comes. */
  get questions(): number {
    return this.answering.questions;
  }

  predictions(set: EvaluationSet, questions: number): Promise<SetPredictions> {
    return this.answering.predictions(set, { rest: this.underWay?.control.rest ?? null, questions });
  }

  /** Something that matters more is to begin. */
  cancelPredictions(): void {
    if (!this.underWay) this.answering.cancel();
  }

  pause(): void {
    this.underWay?.pause();
  }

  resume(): void {
    this.underWay?.resume();
  }

  stop(): void {
    // A run waits for a report that is being made in its midst.
    this.answering.cancel();
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
    this.reviving.forget();
    this.answering.take(null);
    this.bench.voice.post({ type: 'network', ready: false });
    await this.bench.keeping.show(null);
  }

  private mustBeFree(): void {
    if (this.underWay) throw new Error('A run is under way; stop it first.');
  }

  private tell(runId: string, news: RunNews): void {
    this.bench.voice.post({ type: 'run', event: { runId, news } });
  }

  private async blankRun(runId: string, experiment: Experiment, data: PreparedData): Promise<Run> {
    const { name } = DATASETS[experiment.data.dataset];
    if (experiment.model.kind === 'classical') return newClassicalRun(runId, experiment, data, name);
    return newRun(runId, experiment, data, (await this.bench.engines.first()).info, name);
  }

  /** Takes the run for this tab and sets it going; resolves when it is under way, not when it is over. `otherwise` is what it is if not. */
  private async begin({ run, beginning }: Past, data: PreparedData, otherwise: Run['status']): Promise<void> {
    const { bench, answering } = this;
    const release = await bench.locks.take(run.id, RELEASE_MS);
    if (!release) throw new Error('This run is being trained in another tab.');
    this.reviving.forget();
    this.starting = new AbortController();
    try {
      this.underWay = await startRun({ run, data, beginning, signal: this.starting.signal, bench, answering });
    } finally {
      this.starting = null;
      if (!this.underWay) {
        this.tell(run.id, { type: 'status', status: otherwise });
        bench.voice.enter('idle');
        release();
      }
    }
    if (this.underWay) this.setGoing(this.underWay, beginning.paused, release);
  }

  private setGoing(undertaking: Undertaking, paused: boolean, release: () => void): void {
    if (paused) undertaking.pause();
    this.driving = this.follow(undertaking).finally(release);
  }

  private async follow(undertaking: Undertaking): Promise<void> {
    try {
      await undertaking.drive();
    } catch (error) {
      this.lose(undertaking, error);
    } finally {
      if (this.underWay === undertaking) this.underWay = null;
      undertaking.control.rest.open();
      this.bench.voice.post({ type: 'network', ready: undertaking.hasLearnt });
    }
  }

  /** An engine that is gone is replaced with its worker by the page; any other mishap ends the run. */
  private lose(undertaking: Undertaking, error: unknown): void {
    const problem = problemOf(error, 'engine', 'The engine stopped.');
    if (problem.code === 'context-lost') {
      this.bench.voice.post({ type: 'problem', problem });
      return;
    }
    const code = error instanceof EngineError && error.code === 'out-of-memory' ? error.code : 'engine';
    const suggestion = 'The last checkpoint is kept. Try a smaller batch or network.';
    undertaking.fail({ code, message: `The engine stopped: ${problem.message}.`, suggestion });
  }
}
