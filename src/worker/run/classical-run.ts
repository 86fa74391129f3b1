import type { PreparedData } from '@/dataset/types';
import { type Classifier, fitClassifier } from '@/engine/classical/classifier';
import type { Work } from '@/engine/classical/slices';
import type { ClassicalModel } from '@/experiment/classical/types';
import { classicalOf } from '@/experiment/experiment';
import { evaluateProbabilities } from '@/metrics/probabilities';
import type { RunNews } from '@/run/events';
import { reduceRun } from '@/run/reduce';
import type { Evaluation, EvaluationSet, Run, RunFailure } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import { classifierPredictor } from '@/worker/model/predictor';
import { predictSamples, type TrainedModel, whereTrained } from '@/worker/model/trained-model';
import type { ActiveRun } from './active-run';
import { failureOf, NO_TRAINING_IMAGES } from './fit-failure';
import { RunControl } from './run-control';
import { Stopwatch } from './stopwatch';

type Part = Extract<RunNews, { type: 'fitting' }>['part'];

/** The row of the run is small, and may be kept where the model was not. */
const NOT_KEPT = 'What it learnt could not be kept on this computer: it answers until the page is closed or loaded anew.';

/** The page hears this often how far it is, at most. */
const TELL_MS = 250;

/** Drives the fit of a classical model: learning, then the answers to whole sets. Keeps its row and what it has learnt, and tells the page. */
export class ClassicalRun implements ActiveRun {
  readonly control = new RunControl(0, 0);
  private trained: TrainedModel | null = null;
  private watch: Stopwatch;
  /** When the slice of work under way began, and the longest one of this part. */
  private sliceBegan: number;
  private longestSlice = 0;
  private told = Number.NEGATIVE_INFINITY;
  private sampleDraw = 0;

  /** `onFitted` is given the model as soon as it can be asked. */
  constructor(
    private run: Run,
    private readonly data: PreparedData,
    private readonly context: WorkerContext,
    private readonly onFitted: (trained: TrainedModel) => void,
  ) {
    this.watch = new Stopwatch(context.now);
    this.sliceBegan = context.now();
  }

  /** Fits to the end, a stop, or a failure; never rejects. */
  async drive(): Promise<void> {
    try {
      await this.keep();
      await this.work();
      await this.end('finished');
    } catch (error) {
      if (this.control.signal.aborted) await this.end('stopped');
      else await this.endFailed(failureOf(error));
    }
  }

  get hasLearnt(): boolean {
    return this.trained !== null;
  }

  pause(): void {
    if (this.control.paused) return;
    this.control.hold();
    this.news({ type: 'status', status: 'paused' });
    this.context.outbox.enter('paused');
  }

  resume(): void {
    if (!this.control.paused) return;
    this.control.release();
    this.news({ type: 'status', status: 'training' });
    this.enter();
  }

  /** There is no learning rate to set. */
  setLearningRate(): void {}

  /** There are no epochs to set. */
  setEpochs(): void {}

  intervene(what: 'recovered' | 'continued', note: string): void {
    this.news({ type: 'intervention', intervention: { step: 0, epoch: 0, what, note } });
  }

  async shuffleSamples(): Promise<void> {
    this.sampleDraw++;
    await this.showSamples();
  }

  fail(failure: RunFailure): void {
    this.news({ type: 'failed', failure });
    this.context.outbox.enter('idle');
  }

  private async work(): Promise<void> {
    const model = classicalOf(this.run.experiment);
    if (!model) throw new Error('This run has no classical model.');
    if (this.data.train.length === 0) return this.endFailed(NO_TRAINING_IMAGES);
    if (this.control.paused) await this.control.whilePaused();
    else this.news({ type: 'status', status: 'training' });
    const classifier = await this.learn(model);
    await this.showSamples();
    await this.askTraining(classifier);
    await this.evaluate(classifier);
  }

  private async learn(model: ClassicalModel): Promise<Classifier> {
    const { data, context, run } = this;
    const classifier = await fitClassifier(model, { data, seed: run.experiment.training.seed, ...this.part('learning') });
    const fit = { seconds: this.watch.seconds, training: null, notes: [...classifier.notes] };
    this.trained = { run: this.run, predictor: classifierPredictor(classifier, context), data };
    this.note({ type: 'fitted', fit });
    const kept = await this.keep(() => context.runStore.storage.saveModel(this.run, classifier.toState()));
    if (!kept) fit.notes.push(NOT_KEPT);
    this.news({ type: 'fitted', fit });
    this.onFitted(this.trained);
    return classifier;
  }

  /** Nearest neighbours would compare every training image with every other, which takes longer than all else. */
  private async askTraining(classifier: Classifier): Promise<void> {
    const { fit } = this.run;
    if (!fit || classifier.kind === 'nearestNeighbours') return;
    const { score } = await this.count(classifier, 'training', this.data.train);
    await this.keepAndTell({ type: 'fitted', fit: { ...fit, training: score } });
  }

  /** Where the validation images are the test images, they are asked once. */
  private async evaluate(classifier: Classifier): Promise<void> {
    const { validation, test } = this.data;
    const watched = validation.length > 0 ? await this.evaluateSet(classifier, 'validation') : null;
    if (test.length === 0) return;
    const { validationIsTest } = this.run.experiment.data.split;
    if (watched && validationIsTest) await this.keepAndTell({ type: 'evaluation', evaluation: { ...watched, set: 'test' } });
    else await this.evaluateSet(classifier, 'test');
  }

  private async evaluateSet(classifier: Classifier, set: EvaluationSet): Promise<Evaluation> {
    const evaluation = { set, epoch: 0, ...(await this.count(classifier, set, this.data[set])) };
    await this.keepAndTell({ type: 'evaluation', evaluation });
    return evaluation;
  }

  private async count(classifier: Classifier, part: Part, indices: Uint32Array): Promise<ReturnType<typeof evaluateProbabilities>> {
    const probabilities = await classifier.probabilities(indices, this.part(part));
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
      signal: this.control.signal,
      breathe: () => this.breathe(),
      onProgress: (share) => {
        if (this.context.now() - this.told >= TELL_MS) this.tellProgress(part, share);
      },
    };
  }

  private tellProgress(part: Part, done: number | null): void {
    this.told = this.context.now();
    this.post({ type: 'fitting', part, done, seconds: this.watch.seconds });
  }

  /** Until a slice of this part was measured (or a model is kept), it may take as long as it takes; then a silence is judged by how long slices take. */
  private enter(): void {
    const { outbox } = this.context;
    outbox.pulse();
    if (this.control.paused) outbox.enter('paused');
    else outbox.enter(this.longestSlice > 0 ? 'training' : 'evaluating');
  }

  private async breathe(): Promise<void> {
    const { outbox, now, breathe } = this.context;
    this.longestSlice = Math.max(this.longestSlice, now() - this.sliceBegan);
    outbox.pace(this.longestSlice);
    this.enter();
    await breathe();
    await this.watch.without(async () => {
      if (this.control.paused) await this.control.whilePaused();
      await this.control.rest.serve();
    });
    this.sliceBegan = now();
  }

  private async showSamples(): Promise<void> {
    if (!this.trained) return;
    const samples = await predictSamples(this.trained, this.data, this.sampleDraw, whereTrained(this.trained));
    this.news({ type: 'samples', samples });
  }

  /** Changes the run's row and tells the page, so that both agree. */
  private news(news: RunNews): void {
    this.note(news);
    this.post(news);
  }

  private note(news: RunNews): void {
    this.run = reduceRun(this.run, news, Date.now());
    if (this.trained) this.trained.run = this.run;
  }

  private post(news: RunNews): void {
    this.context.outbox.send({ type: 'run', event: { runId: this.run.id, news } });
  }

  /** What is shown is kept already: it is never lost again. */
  private async keepAndTell(news: RunNews, save = () => this.saveRow()): Promise<void> {
    this.note(news);
    await this.keep(save);
    this.post(news);
  }

  private keep(save = () => this.saveRow()): Promise<boolean> {
    this.longestSlice = 0;
    this.enter();
    return this.context.runStore.attempt(save);
  }

  private saveRow(): Promise<void> {
    return this.context.runStore.storage.saveRun(this.run);
  }

  /** A model that had learnt when it was stopped is there to be asked all the same. */
  private async end(status: 'finished' | 'stopped'): Promise<void> {
    if (this.run.status === 'failed') return;
    await this.keepAndTell({ type: 'status', status });
    this.context.outbox.enter('idle');
  }

  private async endFailed(failure: RunFailure): Promise<void> {
    await this.keepAndTell({ type: 'failed', failure });
    this.context.outbox.enter('idle');
  }
}
