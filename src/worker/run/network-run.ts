import type { PreparedData } from '@/dataset/types';
import type { Network, NetworkState } from '@/engine/engine';
import { type Position, type TrainingEvent, train } from '@/engine/train';
import type { RunNews } from '@/run/events';
import { reduceRun } from '@/run/reduce';
import { settlementOf } from '@/run/stopping';
import type { EvaluationSet, Intervention, RunFailure } from '@/run/types';
import type { Checkpoint } from '@/storage/types';
import type { WorkerContext } from '@/worker/context';
import { predictSamples, type TrainedModel, whereTrained } from '@/worker/model/trained-model';
import type { ActiveRun } from './active-run';
import { BestEpoch } from './best-epoch';
import { RunControl } from './run-control';

/** Examples that may go by between two signs of life: a large batch, or the images of an evaluation (which cost a third of a step). */
const EXAMPLES_BETWEEN_PULSES = 200;

/** Drives one run of a network from a position to its end: keeps its row, its checkpoints and its samples up to date and tells the page. */
export class NetworkRun implements ActiveRun {
  readonly control: RunControl;
  private good: { state: NetworkState; position: Position } | null = null;
  /** News that the page hears only once they are kept: an epoch that is shown is never lost again. */
  private held: RunNews[] = [];
  /** What has run before: the first time compiles, and takes as long as that takes. */
  private readonly compiled = new Set<string>();
  private sampleDraw = 0;
  private readonly best: BestEpoch;

  /** `best` is the state of the best epoch, where the run has a past. */
  constructor(
    readonly trained: TrainedModel & { network: Network; data: PreparedData },
    private readonly deps: WorkerContext,
    private readonly start: Position,
    best: Checkpoint | null,
  ) {
    this.best = new BestEpoch(best);
    this.control = new RunControl(trained.run.epochs, trained.run.learningRate);
  }

  /** Trains to the end, a stop, or a failure. Rejects only when the engine is lost, which is its owner's to handle. */
  async drive(): Promise<void> {
    const { trained, control, deps, start } = this;
    const { run, network, data } = trained;
    const { losses, accuracies } = run.history;
    const from = start.epoch * run.stepsPerEpoch;
    if (!control.paused) deps.outbox.enter('compiling');
    await this.keep(start);
    const events = train({
      experiment: run.experiment,
      data,
      network,
      control,
      position: start,
      partial: { losses: losses.slice(from, start.step), accuracies: accuracies.slice(from, start.step) },
      records: run.epochRecords,
      settled: settlementOf(run.interventions),
      restore: (epoch) => this.restore(epoch),
      signal: control.signal,
      breathe: () => this.breathe(),
      now: deps.now,
    });
    for await (const event of events) await this.receive(event);
  }

  pause(): void {
    if (this.control.paused) return;
    this.control.hold();
    this.news({ type: 'status', status: 'paused' });
    this.deps.outbox.enter('paused');
  }

  resume(): void {
    if (!this.control.paused) return;
    this.control.release();
    this.news({ type: 'status', status: 'training' });
    this.enterTraining();
  }

  setLearningRate(learningRate: number): void {
    if (learningRate === this.control.learningRate) return;
    this.control.learningRate = learningRate;
    this.news({ type: 'changed', learningRate });
    const { schedule, warmupEpochs } = this.trained.run.experiment.training;
    const moving = schedule.kind !== 'constant' || warmupEpochs > 0 ? ', before its schedule' : '';
    this.intervene('learningRate', `Learning rate ${learningRate}${moving}`, learningRate);
  }

  setEpochs(epochs: number): void {
    this.control.epochs = epochs;
    this.news({ type: 'changed', epochs });
    this.intervene('moreEpochs', `${epochs} epochs`, epochs);
  }

  /** Changes the run's row and tells the page, so that both agree. */
  private news(news: RunNews): void {
    this.note(news);
    this.post(news);
  }

  private note(news: RunNews): void {
    this.trained.run = reduceRun(this.trained.run, news, Date.now());
  }

  private post(news: RunNews): void {
    this.deps.outbox.send({ type: 'run', event: { runId: this.trained.run.id, news } });
  }

  /** Changes the row now; the page hears of it with the next checkpoint, which has it. */
  private hold(news: RunNews): void {
    this.note(news);
    this.held.push(news);
  }

  /** Writes down that a person or the machine changed something, where in the run it was. */
  intervene(what: Intervention['what'], note: string, value?: number): void {
    const { run } = this.trained;
    const position = { step: run.history.losses.length, epoch: run.epochRecords.length };
    this.news({ type: 'intervention', intervention: { ...position, what, note, ...(value === undefined ? {} : { value }) } });
  }

  async shuffleSamples(): Promise<void> {
    this.sampleDraw++;
    await this.showSamples(whereTrained(this.trained));
  }

  private async receive(event: TrainingEvent): Promise<void> {
    switch (event.type) {
      case 'checkpointDue':
        return this.keep(event.position);
      case 'samplesDue':
        return this.showSamples(event.position);
      case 'ended':
        return this.end(event.how, event.position);
      case 'evaluationDue':
        return this.enterFor(event.set);
      case 'epoch':
      case 'evaluation':
      case 'intervention':
      case 'changed':
        return this.hold(event);
      case 'steps':
        this.deps.outbox.pulse();
        if (this.trained.run.status === 'preparing') this.news({ type: 'status', status: 'training' });
        return this.news(event);
      case 'progress':
        this.measure(event.examplesPerSecond);
        return this.news(event);
      default:
        return this.news(event);
    }
  }

  /** The first steps compile; once one is measured, a silence is judged by how long steps take. */
  private measure(examplesPerSecond: number): void {
    if (examplesPerSecond <= 0) return;
    const examples = Math.max(this.trained.run.experiment.training.batchSize, EXAMPLES_BETWEEN_PULSES);
    this.deps.outbox.pace((1000 * examples) / examplesPerSecond);
    this.compiled.add('steps');
    this.enterTraining();
  }

  private enterTraining(): void {
    if (this.control.paused) this.deps.outbox.enter('paused');
    else this.deps.outbox.enter(this.compiled.has('steps') ? 'training' : 'compiling');
  }

  /** Inference on another number of images compiles anew. */
  private enterFor(set: EvaluationSet): void {
    if (!this.compiled.has(set)) this.deps.outbox.enter('evaluating');
    this.compiled.add(set);
    this.post({ type: 'evaluating', set });
  }

  private async breathe(): Promise<void> {
    this.deps.outbox.pulse();
    await this.deps.breathe();
    await this.control.rest.serve();
  }

  private async showSamples(position: Position): Promise<void> {
    const samples = await predictSamples(this.trained, this.trained.data, this.sampleDraw, { ...position });
    this.deps.outbox.pulse();
    this.news({ type: 'samples', samples });
  }

  /** Keeps what there is, if it is sound; a network with a weight that is no number is not worth going back to. */
  private async keep(position: Position): Promise<void> {
    const { network } = this.trained;
    const state = await network.getState();
    if (isSound(state)) {
      this.good = { state, position: { ...position } };
      this.best.consider(this.trained.run, position, state);
      const { storage } = this.deps.runStore;
      const saved = await this.save(() => storage.saveCheckpoint(this.trained.run, state, { ...position }, this.best.checkpoint));
      this.news({ type: 'checkpoint', ...position, saved });
    }
    this.release();
    if (this.trained.run.status === 'training') this.enterTraining();
  }

  /** Gives the network back what it was after its best epoch, optimizer included. */
  private restore(epoch: number): boolean {
    const state = this.best.stateOf(epoch);
    if (state) this.trained.network.setState(state);
    return state !== null;
  }

  private save(work: () => Promise<void>): Promise<boolean> {
    this.deps.outbox.pulse();
    return this.deps.runStore.attempt(work);
  }

  private release(): void {
    for (const news of this.held) this.post(news);
    this.held = [];
  }

  private async end(how: 'finished' | 'stopped' | 'failed', position: Position): Promise<void> {
    if (how === 'failed') return this.endFailed();
    this.hold({ type: 'status', status: how });
    await this.keep(position);
    this.deps.outbox.enter('idle');
  }

  /** Back to the last weights that were good; the curve keeps showing how it went wrong. */
  private async endFailed(): Promise<void> {
    if (this.good) {
      this.trained.network.setState(this.good.state);
      this.trained.standing = this.good.position;
    }
    await this.save(() => this.deps.runStore.storage.saveRun(this.trained.run));
    this.release();
    if (this.good) await this.showSamples(this.good.position);
    this.deps.outbox.enter('idle');
  }

  /** Whether the network has learnt anything that is worth asking. */
  get hasLearnt(): boolean {
    return (this.good?.position.step ?? 0) > 0 || this.trained.run.status === 'training';
  }

  fail(failure: RunFailure): void {
    this.news({ type: 'failed', failure });
    this.deps.outbox.enter('idle');
  }
}

const isSound = ({ weights }: NetworkState): boolean => weights.every((values) => values.every(Number.isFinite));
