import type { PreparedData } from '@/dataset/types';
import type { NetworkState } from '@/engine/engine';
import { type Position, type TrainingEvent, train } from '@/engine/train';
import type { RunNews } from '@/run/events';
import { reduceRun } from '@/run/reduce';
import type { RunFailure } from '@/run/types';
import type { AppStorage } from '@/storage/types';
import { askSamples, type Trained } from './asking';
import { RunControl } from './control';
import type { Voice } from './post';

/** What a driver needs of its session. */
export interface DriverDeps {
  storage: AppStorage;
  voice: Voice;
  now(): number;
  breathe(): Promise<void>;
  /** Storage did not take a checkpoint (or takes them again: `null`). */
  onStorageProblem(problem: string | null): void;
}

/** Drives one run from a position to its end: keeps its row, its checkpoints and its samples up to date and tells the page. */
export class Driver {
  readonly control: RunControl;
  private good: { state: NetworkState; position: Position } | null = null;
  private sampleDraw = 0;

  constructor(
    readonly trained: Trained & { data: PreparedData },
    private readonly deps: DriverDeps,
  ) {
    this.control = new RunControl(trained.run.epochs, trained.run.learningRate);
  }

  /** Trains to the end, a stop, or a failure. Rejects only when the engine is lost, which is its owner's to handle. */
  async drive(start: Position): Promise<void> {
    const { trained, control, deps } = this;
    const { run, network, data } = trained;
    const { losses, accuracies } = run.history;
    const from = start.epoch * run.stepsPerEpoch;
    deps.voice.enter('compiling');
    await this.keep(start);
    const events = train({
      experiment: run.experiment,
      data,
      network,
      control,
      position: start,
      partial: { losses: losses.slice(from, start.step), accuracies: accuracies.slice(from, start.step) },
      signal: control.signal,
      breathe: () => this.breathe(),
      now: deps.now,
    });
    for await (const event of events) await this.receive(event);
  }

  /** Tells the page, and changes the run's row alike. */
  news(news: RunNews): void {
    this.trained.run = reduceRun(this.trained.run, news, Date.now());
    this.deps.voice.post({ type: 'run', event: { runId: this.trained.run.id, news } });
  }

  /** Writes down that a person or the machine changed something, where in the run it was. */
  intervene(
    what: 'learningRate' | 'moreEpochs' | 'paused' | 'resumed' | 'recovered' | 'continued' | 'epsilon',
    note: string,
    value?: number,
  ): void {
    const { run } = this.trained;
    const position = { step: run.history.losses.length, epoch: run.epochRecords.length };
    this.news({ type: 'intervention', intervention: { ...position, what, note, ...(value === undefined ? {} : { value }) } });
  }

  async shuffleSamples(): Promise<void> {
    this.sampleDraw++;
    await this.showSamples({ epoch: this.trained.run.epochRecords.length, step: this.trained.run.history.losses.length });
  }

  private async receive(event: TrainingEvent): Promise<void> {
    switch (event.type) {
      case 'checkpointDue':
        return this.keep(event.position);
      case 'samplesDue':
        return this.showSamples(event.position);
      case 'ended':
        return this.end(event.how, event.position);
      case 'steps':
        this.afterSteps();
        return this.news(event);
      case 'progress':
        this.deps.voice.pace(
          event.examplesPerSecond > 0 ? (1000 * this.trained.run.experiment.training.batchSize) / event.examplesPerSecond : 0,
        );
        return this.news(event);
      default:
        return this.news(event);
    }
  }

  /** The first block is through: from now on steps take as long as they take. */
  private afterSteps(): void {
    const { voice } = this.deps;
    voice.pulse();
    voice.enter(this.control.paused ? 'paused' : 'training');
    if (this.trained.run.status === 'preparing') this.news({ type: 'status', status: 'training' });
  }

  private async breathe(): Promise<void> {
    this.deps.voice.pulse();
    await this.deps.breathe();
  }

  private async showSamples(position: Position): Promise<void> {
    const samples = await askSamples(this.trained, this.trained.data, this.sampleDraw, { ...position });
    this.deps.voice.pulse();
    this.news({ type: 'samples', samples });
  }

  private async keep(position: Position): Promise<void> {
    const state = await this.trained.network.getState();
    this.good = { state, position: { ...position } };
    const saved = await this.save(() => this.deps.storage.saveCheckpoint(this.trained.run, state, { ...position }));
    this.news({ type: 'checkpoint', ...position, saved });
  }

  private async save(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.deps.onStorageProblem(null);
      return true;
    } catch (error) {
      this.deps.onStorageProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  private async end(how: 'finished' | 'stopped' | 'failed', position: Position): Promise<void> {
    if (how === 'failed') return this.endFailed();
    this.news({ type: 'status', status: how });
    await this.keep(position);
    this.deps.voice.enter('idle');
  }

  /** Back to the last weights that were good; the curve keeps showing how it went wrong. */
  private async endFailed(): Promise<void> {
    if (this.good) this.trained.network.setState(this.good.state);
    await this.save(() => this.deps.storage.saveRun(this.trained.run));
    if (this.good) await this.showSamples(this.good.position);
    this.deps.voice.enter('idle');
  }

  /** Whether the network has learnt anything that is worth asking. */
  get hasLearnt(): boolean {
    return (this.good?.position.step ?? 0) > 0 || this.trained.run.status === 'training';
  }

  fail(failure: RunFailure): void {
    this.news({ type: 'failed', failure });
    this.deps.voice.enter('idle');
  }
}
