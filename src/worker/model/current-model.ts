import type { PreparedData } from '@/dataset/types';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { type DatasetId, datasetInfo } from '@/experiment/data/datasets';
import { classicalOf } from '@/experiment/experiment';
import type { EvaluationSet, Run } from '@/run/types';
import type { SavedModel } from '@/storage/runs/models';
import type { WorkerContext } from '@/worker/context';
import { problemOf } from '@/worker/outbox';
import type { Answers, QuestionOf, SetPredictions, TrainingAnswers } from '@/worker/protocol';
import type { IdleQueue } from '@/worker/run/idle-queue';
import { LookBack } from './look-back';
import { PretrainedNetwork } from './pretrained-network';
import { type Learnt, restoreFitted, restoreNetwork } from './restore-model';
import { INTERRUPTED, type TrainedModel } from './trained-model';

const NOTHING_TRAINED = 'No trained network is here yet.';

/** Which weights are asked, and when. */
export interface AskedMoment {
  /** After which epoch; `null` for the present ones. */
  epoch: number | null;
  /** Of the active run, which pauses between two blocks of steps; `null` where none is active. */
  queue: IdleQueue | null;
}

/** Owns the one trained model that the page can ask. */
export class CurrentModel {
  private model: TrainedModel | null = null;
  /** A restored model that predicts by its training images (nearest neighbours), until they are ready. */
  private waiting: { run: Run; saved: SavedModel } | null = null;
  private shuffles = 0;
  private predicting = new AbortController();
  private cancelled = 0;
  private readonly pretrained: PretrainedNetwork;
  private readonly lookBack: LookBack;

  constructor(private readonly context: WorkerContext) {
    this.pretrained = new PretrainedNetwork(context);
    this.lookBack = new LookBack(context);
  }

  /** Puts a model in place of the one that was there, which is released. */
  replace(model: TrainedModel | null): void {
    this.model?.dispose();
    this.lookBack.release();
    if (model) this.pretrained.release();
    this.model = model;
    this.waiting = null;
  }

  async predict(pixels: Uint8Array): Promise<Answers['predict']> {
    if (!this.model) throw new Error(this.waitingFor ?? NOTHING_TRAINED);
    return { probabilities: await this.model.predictImage(pixels), classNames: this.model.run.classNames };
  }

  /**
   * Names a drawing, by the network that comes with the page where none was trained. How familiar it is may not be known at first: then that is measured in the background, and the page is told that the model can say
   * more.
   *
   * @param idle whether no run is active
   * @param epoch an earlier one that is asked instead; `null` for the network as it is
   */
  async nameDrawing(pixels: Uint8Array, { idle, epoch }: { idle: boolean; epoch: number | null }): Promise<Answers['nameDrawing']> {
    const { model } = this;
    if (model && epoch !== null) {
      const earlier = await this.lookBack.ask(model.run, epoch, (then) => then.predictImage(pixels));
      return { probabilities: earlier, classNames: model.run.classNames, familiar: null, familiarity: null, pretrained: false };
    }
    if (!model && this.waitingFor) throw new Error(this.waitingFor);
    if (!model) return this.pretrained.nameDrawing(pixels);
    const probabilities = await model.predictImage(pixels);
    const familiarity = idle && model.hasLearnt ? await model.familiarityOf(pixels) : null;
    if (idle && !familiarity) void this.prepareFamiliarity(model);
    const familiar = familiarity && familiarity.score >= familiarity.threshold;
    return { probabilities, classNames: model.run.classNames, familiar, familiarity, pretrained: false };
  }

  private async prepareFamiliarity(model: TrainedModel): Promise<void> {
    const dataset = this.context.datasets.get(model.run.experiment.data.dataset);
    if (!model.hasLearnt || (!model.data && !dataset)) return;
    try {
      const known = await model.prepareFamiliarity(this.imagesFor(model), this.context);
      if (known && model === this.model) this.context.outbox.send({ type: 'network', ready: true });
    } catch {
      // Without it a drawing is named all the same; what is wrong with the engine is told when the model is asked next.
    }
  }

  /** The epochs of the model's run whose weights are kept. */
  async keptEpochs(): Promise<number[]> {
    const { runStore } = this.context;
    const { run } = this.model ?? {};
    return run ? runStore.read(() => runStore.storage.snapshotEpochs(run.id), []) : [];
  }

  /**
   * Asks the model, or what it was after an earlier epoch.
   *
   * @param question is given the model and a way to its images. Rejects, in words for people, where there is no model, or where it needs images that
   * are not here.
   */
  async ask<T>({ epoch, queue }: AskedMoment, question: (model: TrainedModel, data: () => PreparedData) => Promise<T>): Promise<T> {
    const { model } = this;
    if (!model) throw new Error(this.waitingFor ?? NOTHING_TRAINED);
    const data = () => this.imagesFor(model);
    const answer =
      epoch === null ? () => question(model, data) : () => this.lookBack.ask(model.run, epoch, (earlier) => question(earlier, data));
    return queue ? queue.ask(answer) : answer();
  }

  /** Changes when all questions asked before are cancelled, those that still wait for their turn included. */
  get questions(): number {
    return this.cancelled;
  }

  /**
   * Predictions for a whole set, all with the same weights.
   *
   * @param questions the value of `questions` when this one was asked
   */
  async predictSet(set: EvaluationSet, { epoch, queue }: AskedMoment, questions: number): Promise<SetPredictions> {
    if (questions !== this.cancelled) throw new Error(INTERRUPTED);
    const { model, context } = this;
    if (!model?.hasLearnt) throw new Error(this.waitingFor ?? `${NOTHING_TRAINED} Press Train first.`);
    const data = this.imagesFor(model);
    if (data[set].length === 0) throw new Error(`This run has no ${set} images.`);
    this.predicting = new AbortController();
    const { signal } = this.predicting;
    const answer = (asked: TrainedModel) => asked.predictSet({ data, set, signal, context });
    const predict = () => (epoch === null ? answer(model) : this.lookBack.ask(model.run, epoch, answer));
    return queue ? queue.ask(predict) : predict();
  }

  /** Predictions for some of the model's training images, in the order of the prepared data. `queue` is the active run's. */
  predictTraining({ from, count }: QuestionOf<'trainingPredictions'>, queue: IdleQueue | null): Promise<TrainingAnswers> {
    if (!this.model?.hasLearnt) throw new Error(this.waitingFor ?? `${NOTHING_TRAINED} Press Train first.`);
    this.predicting = new AbortController();
    const { signal } = this.predicting;
    return this.ask({ epoch: null, queue }, async (model, images) => {
      const data = images();
      const answers = await model.predictPositions(data.train.subarray(from, from + count), { data, signal, context: this.context });
      return { ...answers, total: data.train.length };
    });
  }

  /** Cancels all predictions: something more important is to begin. */
  cancel(): void {
    this.cancelled++;
    this.predicting.abort();
    this.model?.cancelFamiliarity();
  }

  async shuffleSamples(): Promise<void> {
    await this.showSamples(++this.shuffles);
  }

  /** Restores what a run has learnt after a reload. What this machine cannot hold stays in storage, and the page is told. */
  async restore(run: Run, learnt: Learnt): Promise<void> {
    const { outbox } = this.context;
    try {
      if (learnt.kind === 'network') {
        this.replace(await restoreNetwork(run, learnt.checkpoint, this.context));
        outbox.send({ type: 'network', ready: this.model?.hasLearnt ?? false });
      } else if (keepsImages(run)) {
        this.replace(null);
        this.waiting = { run, saved: learnt.model };
      } else this.takeFitted(run, learnt.model, null);
    } catch (error) {
      const what = learnt.kind === 'network' ? 'network' : 'model';
      outbox.send({ type: 'problem', problem: problemOf(error, 'engine', `The last trained ${what} could not be loaded.`) });
    }
  }

  /** A data set is ready: a model that was restored without images can show its samples now. */
  async datasetReady(id: DatasetId): Promise<void> {
    const { datasets } = this.context;
    const dataset = datasets.get(id);
    const run = this.waiting?.run ?? this.model?.run;
    if (!dataset || !run || run.experiment.data.dataset !== id || this.model?.data) return;
    const data = datasets.prepare(dataset, run.experiment);
    if (this.waiting) this.takeFitted(run, this.waiting.saved, data);
    else if (this.model) this.model.data = data;
    await this.showSamples(0);
  }

  private takeFitted(run: Run, saved: SavedModel, data: PreparedData | null): void {
    this.replace(restoreFitted(run, saved, data, this.context));
    this.context.outbox.send({ type: 'network', ready: true });
  }

  private async showSamples(draw: number): Promise<void> {
    const { model } = this;
    if (!model?.data) return;
    const samples = await model.predictSamples(model.data, draw);
    this.context.outbox.send({ type: 'run', event: { runId: model.run.id, news: { type: 'samples', samples } } });
  }

  /** Why the model cannot predict yet. */
  private get waitingFor(): string | null {
    if (!this.waiting) return null;
    const { name } = datasetInfo(this.waiting.run.experiment.data.dataset);
    return `This model answers by its training images, and the images of ${name} are not here yet.`;
  }

  private imagesFor({ run: { experiment }, data }: TrainedModel): PreparedData {
    if (data) return data;
    const dataset = this.context.datasets.get(experiment.data.dataset);
    if (!dataset) throw new Error(`The images of ${datasetInfo(experiment.data.dataset).name} are not here yet.`);
    return this.context.datasets.prepare(dataset, experiment);
  }
}

/** Whether the model of a run waits for its training images or rows. */
function keepsImages({ experiment }: Run): boolean {
  const model = classicalOf(experiment);
  return model !== null && CLASSICAL_MODELS[model.kind].keepsImages;
}
