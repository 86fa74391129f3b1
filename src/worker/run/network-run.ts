import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { type TrainingEvent, train } from '@/engine/train';
import { cycleAt, learningRateNote, scheduleRestart } from '@/run/continuing';
import { keptCapacity, keptEpochs } from '@/run/kept-epochs';
import { settlementOf } from '@/run/stopping';
import type { EvaluationSet, NetworkState, Position } from '@/run/types';
import type { SavedCheckpoint } from '@/storage/types';
import type { WorkerContext } from '@/worker/context';
import { networkPredictor } from '@/worker/model/predictor';
import { TrainedModel } from '@/worker/model/trained-model';
import type { ActiveRun } from './active-run';
import { BestEpoch } from './best-epoch';
import type { RunState } from './run-state';

/** Examples that may go by between two signs of life: a large batch, or the images of an evaluation (which cost a third of a step). */
const EXAMPLES_BETWEEN_PULSES = 200;

interface NetworkRunOptions {
  data: PreparedData;
  context: WorkerContext;
  /** Where the run resumes; `null` where it starts from its initial weights. */
  checkpoint: SavedCheckpoint | null;
}

/** Trains a network to its end; stores its row, checkpoints and samples on the way and tells the page. */
export class NetworkRun implements ActiveRun {
  readonly model: TrainedModel;
  /** The last state without NaN. */
  private good: { state: NetworkState; position: Position } | null = null;
  /** What has run before: the first time compiles, and takes as long as that takes. */
  private readonly compiled = new Set<string>();
  private sampleDraw = 0;
  private readonly start: Position;
  private readonly best: BestEpoch;
  private readonly data: PreparedData;
  private readonly context: WorkerContext;

  constructor(
    readonly state: RunState,
    private readonly network: Network,
    { data, context, checkpoint }: NetworkRunOptions,
  ) {
    this.data = data;
    this.context = context;
    this.model = new TrainedModel(state, networkPredictor(network, state.run.experiment), data);
    this.start = { epoch: checkpoint?.epoch ?? 0, step: checkpoint?.step ?? 0 };
    this.best = new BestEpoch(checkpoint?.best ?? null);
  }

  get hasLearnt(): boolean {
    const { startedFrom, status } = this.state.run;
    return startedFrom !== undefined || (this.good?.position.step ?? 0) > 0 || status === 'training';
  }

  async execute(): Promise<void> {
    const { state, network, data, context, start } = this;
    const { run, control } = state;
    const { losses, accuracies } = run.history;
    const from = start.epoch * run.stepsPerEpoch;
    state.enter('compiling');
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
      cycleAt: (epoch) => cycleAt(state.run.interventions, epoch),
      warmsUpFromZero: run.rules === undefined,
      restore: (epoch) => this.restore(epoch),
      anyway: run.interventions.some(({ what }) => what === 'trainedAnyway'),
      signal: control.signal,
      breathe: () => this.yieldToEvents(),
      now: context.now,
    });
    for await (const event of events) await this.receive(event);
  }

  setLearningRate(learningRate: number): void {
    const { control, run } = this.state;
    if (learningRate === control.learningRate) return;
    control.learningRate = learningRate;
    this.state.tell({ type: 'changed', learningRate });
    this.state.log('learningRate', learningRateNote(run, learningRate), learningRate);
  }

  setEpochs(epochs: number): void {
    this.state.control.epochs = epochs;
    this.state.tell({ type: 'changed', epochs });
    this.state.log('moreEpochs', `${epochs} epochs`, epochs);
    const { experiment, stepsPerEpoch, interventions } = this.state.run;
    const cycle = cycleAt(interventions, Number.POSITIVE_INFINITY);
    const begun = this.state.run.epochRecords.length;
    // A cycle that has not begun yet is planned anew; one under way ends where it was to end.
    const planned = cycle ? (begun < cycle.from ? cycle.from : cycle.from + cycle.epochs) : experiment.training.epochs;
    const restart = scheduleRestart({ experiment, stepsPerEpoch }, planned, epochs);
    if (restart) this.state.tell({ type: 'intervention', intervention: restart });
  }

  async shuffleSamples(): Promise<void> {
    this.sampleDraw++;
    await this.showSamples();
  }

  /** Records what the machine forced on the network. */
  logNotes(): void {
    for (const text of this.network.notes ?? []) this.state.log('epsilon', text, this.network.effective?.epsilon);
  }

  private async receive(event: TrainingEvent): Promise<void> {
    const { state } = this;
    switch (event.type) {
      case 'checkpointDue':
        return this.keep(event.position);
      case 'samplesDue':
        return this.showSamples(event.position);
      case 'ended':
        return this.end(event.how, event.position);
      case 'evaluationDue':
        return this.enterEvaluation(event.set);
      case 'epoch':
      case 'evaluation':
      case 'intervention':
      case 'changed':
        return state.hold(event);
      case 'steps':
        this.context.outbox.pulse();
        if (state.run.status === 'preparing') state.tell({ type: 'status', status: 'training' });
        return state.tell(event);
      case 'progress':
        this.measure(event.examplesPerSecond);
        return state.tell(event);
      default:
        return state.tell(event);
    }
  }

  /** The first steps compile; once one is measured, a silence is judged by how long steps take. */
  private measure(examplesPerSecond: number): void {
    if (examplesPerSecond <= 0) return;
    const examples = Math.max(this.state.run.experiment.training.batchSize, EXAMPLES_BETWEEN_PULSES);
    this.context.outbox.pace((1000 * examples) / examplesPerSecond);
    this.compiled.add('steps');
    this.enterTraining();
  }

  private enterTraining(): void {
    this.state.enter(this.compiled.has('steps') ? 'training' : 'compiling');
  }

  /** Inference on another number of images compiles anew, also where a pause was asked for meanwhile. */
  private enterEvaluation(set: EvaluationSet): void {
    if (!this.compiled.has(set)) this.context.outbox.enter('evaluating');
    this.compiled.add(set);
    this.state.send({ type: 'evaluating', set });
  }

  private async yieldToEvents(): Promise<void> {
    this.context.outbox.pulse();
    await this.context.yieldToEvents();
    await this.state.control.queue.serve();
  }

  private async showSamples(position?: Position): Promise<void> {
    const samples = await this.model.predictSamples(this.data, this.sampleDraw, position);
    this.context.outbox.pulse();
    this.state.tell({ type: 'samples', samples });
  }

  /** Stores a checkpoint if its weights are finite; a network with NaN weights is not worth going back to. */
  private async keep({ epoch, step }: Position): Promise<void> {
    const { state, best } = this;
    const position = { epoch, step };
    const weights = await this.network.getState();
    if (hasFiniteWeights(weights)) {
      this.good = { state: weights, position };
      best.consider(state.run, position, weights);
      const { storage } = this.context.runStore;
      const saved = await state.save(async () => {
        await storage.saveCheckpoint(state.run, weights, position, best.checkpoint, state.claim);
        await this.keepSnapshot(weights, position);
      });
      state.tell({ type: 'checkpoint', ...position, saved, ...(state.claim ? { fence: state.claim.fence } : {}) });
    }
    state.release();
    if (state.run.status === 'training') this.enterTraining();
  }

  /** Keeps the weights of an epoch so that people can look back at it. What cannot be kept is done without: no run depends on it. */
  private async keepSnapshot({ weights }: NetworkState, { epoch, step }: Position): Promise<void> {
    const { run, claim } = this.state;
    const bytes = weights.reduce((sum, values) => sum + values.byteLength, 0);
    const keep = keptEpochs(epoch, keptCapacity(bytes));
    if (step !== epoch * run.stepsPerEpoch || !keep.includes(epoch)) return;
    try {
      await this.context.runStore.storage.saveSnapshot(run.id, { epoch, step, weights }, keep, claim);
    } catch {
      // A claim that has ended is told at the next checkpoint, a disk that is full as well.
    }
  }

  /** Gives the network back the whole state of its best epoch, optimizer included. */
  private restore(epoch: number): boolean {
    const state = this.best.stateOf(epoch);
    if (state) this.network.setState(state);
    return state !== null;
  }

  private async end(how: 'finished' | 'stopped' | 'failed', position: Position): Promise<void> {
    if (how === 'failed') return this.endFailed();
    this.state.hold({ type: 'status', status: how });
    await this.keep(position);
    this.context.outbox.enter('idle');
  }

  /** Goes back to the last finite weights; the curve keeps showing how it went wrong. */
  private async endFailed(): Promise<void> {
    const { good } = this;
    if (good) {
      this.network.setState(good.state);
      this.model.wentBackTo = good.position;
    }
    await this.state.save(() => this.context.runStore.storage.saveRun(this.state.run, this.state.claim));
    this.state.release();
    if (good) await this.showSamples(good.position);
    this.context.outbox.enter('idle');
  }
}

const hasFiniteWeights = ({ weights }: NetworkState): boolean => weights.every((values) => values.every(Number.isFinite));
