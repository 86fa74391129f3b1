import type { PreparedData } from '@/dataset/types';
import { type FittedModel, fitModel } from '@/engine/classical/fitted-model';
import type { Work } from '@/engine/classical/slices';
import { CLASSICAL_MODELS, type ClassicalModel } from '@/experiment/classical/models';
import { classicalOf } from '@/experiment/experiment';
import { evaluateNumbers, inUnit } from '@/metrics/numbers/regression';
import { evaluateProbabilities } from '@/metrics/probabilities';
import type { RunNews } from '@/run/events';
import type { Evaluation, EvaluationSet, RunFailure } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import { classifierPredictor } from '@/worker/model/predictor';
import { TrainedModel } from '@/worker/model/trained-model';
import type { ActiveRun } from './active-run';
import { failureOf, NO_TRAINING_IMAGES } from './fit-failure';
import type { RunState } from './run-state';
import { Stopwatch } from './stopwatch';

/** What was counted of a set. */
type Counted = Pick<Evaluation, 'count' | 'score' | 'confusion' | 'thresholded' | 'numbers'>;

type Part = Extract<RunNews, { type: 'fitting' }>['part'];

/** The row of the run is small, and may be stored where the model was not. */
const NOT_KEPT = 'The fitted model could not be saved. It is lost when you close or reload this tab.';

/** The page hears of progress at most this often. */
const TELL_MS = 250;

/** Fits a classical model, then evaluates it on whole sets. Stores its row and what it has learnt, and tells the page. */
export class ClassicalRun implements ActiveRun {
  private model: TrainedModel | null = null;
  private watch: Stopwatch;
  /** When the current slice of work began, and the longest one of this part. */
  private sliceBegan: number;
  private longestSlice = 0;
  private told = Number.NEGATIVE_INFINITY;
  private sampleDraw = 0;

  /** @param onFitted is given the model as soon as it can be asked */
  constructor(
    readonly state: RunState,
    private readonly data: PreparedData,
    private readonly context: WorkerContext,
    private readonly onFitted: (model: TrainedModel) => void,
  ) {
    this.watch = new Stopwatch(context.now);
    this.sliceBegan = context.now();
  }

  /** Never rejects: there is no engine to lose. */
  async execute(): Promise<void> {
    try {
      await this.keep();
      await this.work();
      await this.end('finished');
    } catch (error) {
      if (this.state.control.signal.aborted) await this.end('stopped');
      else await this.endFailed(failureOf(error));
    }
  }

  get hasLearnt(): boolean {
    return this.model !== null;
  }

  /** A classical model has no learning rate. */
  setLearningRate(): void {}

  /** A classical model has no epochs. */
  setEpochs(): void {}

  async shuffleSamples(): Promise<void> {
    this.sampleDraw++;
    await this.showSamples();
  }

  private async work(): Promise<void> {
    const model = classicalOf(this.state.run.experiment);
    if (!model) throw new Error('This run has no classical model.');
    if (this.data.train.length === 0) return this.endFailed(NO_TRAINING_IMAGES);
    const { control } = this.state;
    if (control.paused) await control.whilePaused();
    else this.state.tell({ type: 'status', status: 'training' });
    const classifier = await this.learn(model);
    await this.showSamples();
    await this.askTraining(classifier);
    await this.evaluate(classifier);
  }

  private async learn(model: ClassicalModel): Promise<FittedModel> {
    const { data, context, state } = this;
    const classifier = await fitModel(model, { data, seed: state.run.experiment.training.seed, ...this.part('learning') });
    const fit = { seconds: this.watch.seconds, training: null, notes: [...classifier.notes] };
    this.model = new TrainedModel(state, classifierPredictor(classifier, context), data);
    state.note({ type: 'fitted', fit });
    const kept = await this.keep(() => context.runStore.storage.saveModel(state.run, classifier.toState(), state.claim));
    if (!kept) fit.notes.push(NOT_KEPT);
    state.tell({ type: 'fitted', fit });
    this.onFitted(this.model);
    return classifier;
  }

  /** A model that keeps its images would compare every one with every other, which takes longer than all else. */
  private async askTraining(classifier: FittedModel): Promise<void> {
    const { fit } = this.state.run;
    if (!fit || CLASSICAL_MODELS[classifier.kind].keepsImages) return;
    const { score } = await this.count(classifier, 'training', this.data.train);
    await this.keepAndTell({ type: 'fitted', fit: { ...fit, training: score } });
  }

  /** Where the validation images are the test images, they are asked once. */
  private async evaluate(classifier: FittedModel): Promise<void> {
    const { validation, test } = this.data;
    const watched = validation.length > 0 ? await this.evaluateSet(classifier, 'validation') : null;
    if (test.length === 0) return;
    const { validationIsTest } = this.state.run.experiment.data.split;
    if (watched && validationIsTest) await this.keepAndTell({ type: 'evaluation', evaluation: { ...watched, set: 'test' } });
    else await this.evaluateSet(classifier, 'test');
  }

  private async evaluateSet(classifier: FittedModel, set: EvaluationSet): Promise<Evaluation> {
    const evaluation = { ...(await this.count(classifier, set, this.data[set])), set, epoch: 0 };
    await this.keepAndTell({ type: 'evaluation', evaluation });
    return evaluation;
  }

  private async count(classifier: FittedModel, part: Part, indices: Uint32Array): Promise<Counted> {
    const probabilities = await classifier.probabilities(indices, this.part(part));
    const target = this.data.table?.target;
    if (target) {
      const numbers = inUnit(target, target.values, indices, probabilities);
      // What a network would be judged by where nobody chose a loss.
      return evaluateNumbers({ ...numbers, deviation: target.deviation, set: 'test', epoch: 0, loss: 'meanSquaredError', penalty: 0 });
    }
    const targets = Uint8Array.from(indices, (index) => this.data.targets[index] ?? 0);
    return evaluateProbabilities(probabilities, classifier.classes, targets);
  }

  /** Begins a part of the work, and is what that part needs of its surroundings. */
  private part(part: Part): Work {
    this.watch = new Stopwatch(this.context.now);
    this.sliceBegan = this.context.now();
    this.longestSlice = 0;
    this.tellProgress(part, null);
    this.enter();
    return {
      signal: this.state.control.signal,
      breathe: () => this.yieldToEvents(),
      onProgress: (share) => {
        if (this.context.now() - this.told >= TELL_MS) this.tellProgress(part, share);
      },
    };
  }

  private tellProgress(part: Part, done: number | null): void {
    this.told = this.context.now();
    this.state.send({ type: 'fitting', part, done, seconds: this.watch.seconds });
  }

  /** Until a slice of this part was measured (or a model is stored), it may take as long as it takes; then a silence is judged by how long slices take. */
  private enter(): void {
    this.context.outbox.pulse();
    this.state.enter(this.longestSlice > 0 ? 'training' : 'evaluating');
  }

  private async yieldToEvents(): Promise<void> {
    const { outbox, now, yieldToEvents } = this.context;
    const { control } = this.state;
    this.longestSlice = Math.max(this.longestSlice, now() - this.sliceBegan);
    outbox.pace(this.longestSlice);
    this.enter();
    await yieldToEvents();
    await this.watch.without(async () => {
      if (control.paused) await control.whilePaused();
      await control.queue.serve();
    });
    this.sliceBegan = now();
  }

  private async showSamples(): Promise<void> {
    if (!this.model) return;
    this.state.tell({ type: 'samples', samples: await this.model.predictSamples(this.data, this.sampleDraw) });
  }

  /** Saves first: what was shown is never lost. */
  private async keepAndTell(news: RunNews): Promise<void> {
    this.state.note(news);
    await this.keep();
    this.state.send(news);
  }

  private keep(save = () => this.saveRow()): Promise<boolean> {
    this.longestSlice = 0;
    this.enter();
    return this.state.save(save);
  }

  private saveRow(): Promise<void> {
    return this.context.runStore.storage.saveRun(this.state.run, this.state.claim);
  }

  /** A model that had learnt when it was stopped can be asked all the same. */
  private async end(status: 'finished' | 'stopped'): Promise<void> {
    if (this.state.run.status === 'failed') return;
    await this.keepAndTell({ type: 'status', status });
    this.context.outbox.enter('idle');
  }

  private async endFailed(failure: RunFailure): Promise<void> {
    await this.keepAndTell({ type: 'failed', failure });
    this.context.outbox.enter('idle');
  }
}
