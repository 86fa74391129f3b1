import { fitDrawing } from '@/dataset/drawing/fit';
import type { PreparedData } from '@/dataset/types';
import { concatBytes } from '@/experiment/bytes';
import { datasetInfo } from '@/experiment/data/datasets';
import type { NetworkHealth } from '@/metrics/inside/health';
import type { SaliencyMap } from '@/metrics/inside/saliency';
import { inUnit } from '@/metrics/numbers/regression';
import { settlementOf, weightsPosition } from '@/run/stopping';
import type { EvaluationSet, NetworkState, Position, Run, SamplePrediction, Samples } from '@/run/types';
import type { WorkerContext } from '@/worker/context';
import type { ChannelWeights, ExcitingSlice, ImageAnswers, InsideView, SetPredictions } from '@/worker/protocol';
import { type Channel, channelWeights } from './channel-weights';
import { type ExcitingSearch, excitingImages } from './exciting';
import { type Familiarity, FamiliarityCheck, lastHidden } from './familiarity';
import { networkHealth } from './health';
import { type Explained, explain, type Insides, insideView } from './insides';
import type { Predictor } from './predictor';
import { imageAt, itemsAt, preparedPosition, publicPosition, sampleIndices } from './samples';

/** Images predicted at once: as many as in an evaluation, so that a GPU need not compile for another size. */
const SLICE = 500;

/** Why a whole set has no predictions. */
export const INTERRUPTED = 'Another run started before the report was ready.';

interface PredictOptions {
  data: PreparedData;
  signal: AbortSignal;
  context: Pick<WorkerContext, 'outbox' | 'datasets' | 'yieldToEvents'>;
}

/** A network, trained or in training, or a fitted classical model, with the run it belongs to. */
export class TrainedModel {
  /** Where the weights are from, if not from the end of the run: a run that failed went back to its last checkpoint. */
  wentBackTo: Position | null = null;

  private readonly familiarity: FamiliarityCheck | null;

  /**
   * @param source holds the run, which changes while it is active
   * @param data `null` after a reload, until the data set is ready
   */
  constructor(
    private readonly source: { readonly run: Run },
    private readonly predictor: Predictor,
    public data: PreparedData | null,
  ) {
    this.familiarity = predictor.network && new FamiliarityCheck(predictor.network);
  }

  get run(): Run {
    return this.source.run;
  }

  /** The epoch and step at which the current weights were trained; 0 of a classical model. */
  get position(): Position {
    if (this.wentBackTo) return this.wentBackTo;
    const { run } = this;
    const position = { epoch: run.epochRecords.length, step: run.history.losses.length };
    return weightsPosition(position, run.stepsPerEpoch, settlementOf(run.interventions));
  }

  /** A network exists before its first step, and knows something then only if it was given weights; a classical model exists once it is fitted. */
  get hasLearnt(): boolean {
    const { experiment, startedFrom } = this.run;
    return experiment.model.kind === 'classical' || startedFrom !== undefined || this.position.step > 0;
  }

  /** A picture in the shape of the data set: drawings come as the pad has them. */
  fitted(pixels: Uint8Array): Uint8Array {
    return fitDrawing(pixels, datasetInfo(this.run.experiment.data.dataset).itemShape);
  }

  /** Class probabilities of one picture. */
  async predictImage(pixels: Uint8Array): Promise<number[]> {
    return [...(await this.predictor.predict(this.fitted(pixels)))];
  }

  /** How familiar a picture is to a network; `null` of other models, and while that was not measured. */
  async familiarityOf(pixels: Uint8Array): Promise<Familiarity | null> {
    return this.familiarity?.of(this.fitted(pixels), this.position.step) ?? null;
  }

  /** Measures in the background what is familiar. Resolves with whether that is known now and was not before. */
  async prepareFamiliarity(data: PreparedData, context: Pick<WorkerContext, 'outbox' | 'yieldToEvents'>): Promise<boolean> {
    const { steps } = this.run.experiment.data.augmentation;
    return this.familiarity?.prepare(data, steps, this.position.step, context) ?? false;
  }

  /** Something more important is to begin. */
  cancelFamiliarity(): void {
    this.familiarity?.cancel();
  }

  /** What each layer makes of one picture. Throws an Error, in words for people, of a model without layers. */
  inspect(pixels: Uint8Array): Promise<InsideView> {
    return insideView(this.insides, this.fitted(pixels), this.position);
  }

  /** Where in a picture a class's score comes from. */
  explain(asked: Explained): Promise<SaliencyMap> {
    return explain(this.insides, { ...asked, pixels: this.fitted(asked.pixels) });
  }

  /** Weights and the optimizer's memories; a copy. */
  state(): Promise<NetworkState> {
    return this.insides.network.getState();
  }

  /** What a channel of a layer is made with. Throws a RangeError where there is no such channel. */
  channelWeights(channel: Channel): Promise<ChannelWeights> {
    return channelWeights(this.insides, channel);
  }

  /** Part of a search for the images that excite a channel most. */
  exciting(data: PreparedData, search: ExcitingSearch): Promise<ExcitingSlice> {
    return excitingImages(this.insides, data, search, this.position.step);
  }

  /** How weights, gradients and activations are spread, on a few training images. */
  health(data: PreparedData): Promise<NetworkHealth> {
    return networkHealth(this.insides, data, this.position);
  }

  /**
   * What the last layer before the output makes of images: images * numbers. Throws an Error, in words for people, of a model without layers.
   *
   * @param images count * height * width bytes
   */
  async hiddenFeatures(images: Uint8Array): Promise<Float32Array> {
    return lastHidden(this.insides.network, images);
  }

  private get insides(): Insides {
    const { predictor, run } = this;
    if (!predictor.network) throw new Error('This model has no layers to look into.');
    return { predictor, network: predictor.network, experiment: run.experiment };
  }

  /** Predictions for eight images that `draw` and the run's seed choose: validation images, or test images where none are held out. */
  async predictSamples(data: PreparedData, draw: number, position: Position = this.position): Promise<Samples> {
    const set = data.validation.length > 0 ? 'validation' : 'test';
    // Rows of a table are no pictures: the report has them.
    if (data.table) return { epoch: position.epoch, step: position.step, set, items: [] };
    const indices = sampleIndices(data[set], this.run.experiment.training.seed, draw);
    return this.predictImages(data, indices, position);
  }

  /** Predictions for images of the set that samples are chosen from, at public positions. */
  async predictAt(data: PreparedData, positions: Uint32Array): Promise<Samples> {
    const indices = positions.map((position) => preparedPosition(data, position));
    return this.predictImages(data, indices, this.position);
  }

  private async predictImages(data: PreparedData, indices: Uint32Array, position: Position): Promise<Samples> {
    const set = data.validation.length > 0 ? 'validation' : 'test';
    const images = [...indices].map((index) => imageAt(data, index));
    const { classes } = this.predictor;
    // Images are passed as bytes: a network that was restored after a reload was compiled without a data set.
    const probabilities = await this.predictor.predict(concatBytes(images));
    const items = images.map((pixels, k): SamplePrediction => {
      const own = probabilities.subarray(k * classes, (k + 1) * classes);
      const index = indices[k] ?? 0;
      return { index: publicPosition(data, index), pixels, target: data.targets[index] ?? 0, probabilities: [...own] };
    });
    return { epoch: position.epoch, step: position.step, set, items };
  }

  /**
   * Predictions for every image of a set. A network must not be trained meanwhile.
   *
   * @throws Error once `signal` is aborted
   */
  async predictSet({ set, ...options }: PredictOptions & { set: EvaluationSet }): Promise<SetPredictions> {
    return { set, ...(await this.predictPositions(options.data[set], options)) };
  }

  /**
   * Predictions for images at positions in the prepared data. A network must not be trained meanwhile.
   *
   * @throws Error once `signal` is aborted
   */
  async predictPositions(
    indices: Uint32Array,
    { data, signal, context: { outbox, datasets, yieldToEvents } }: PredictOptions,
  ): Promise<ImageAnswers> {
    const { classes } = this.predictor;
    const { phase } = outbox;
    const { epoch, step } = this.position;
    const probabilities = new Float32Array(indices.length * classes);
    outbox.enter('evaluating');
    try {
      for (let from = 0; from < indices.length; from += SLICE) {
        if (signal.aborted) throw new Error(INTERRUPTED);
        const items = itemsAt(data, indices.subarray(from, from + SLICE));
        probabilities.set(await this.predictor.predict(items, signal), from * classes);
        outbox.pulse();
        await yieldToEvents();
      }
    } catch (error) {
      throw signal.aborted ? new Error(INTERRUPTED) : error;
    } finally {
      outbox.enter(phase);
    }
    const targets = Uint8Array.from(indices, (index) => data.targets[index] ?? 0);
    const { dataset } = this.run.experiment.data;
    const trainCount = datasets.get(dataset)?.train.labels.length ?? datasetInfo(dataset).counts.train;
    const numbers = this.numbersOf(data, indices, probabilities);
    return {
      epoch,
      step,
      indices: Uint32Array.from(indices, (index) => publicPosition(data, index)),
      trainCount,
      targets,
      probabilities,
      classNames: [...this.run.classNames],
      ...(numbers && { numbers }),
    };
  }

  /** What the outputs of a model of numbers mean, beside what is true; `null` of other models. */
  private numbersOf(data: PreparedData, indices: Uint32Array, outputs: Float32Array): SetPredictions['numbers'] | null {
    const { target } = this.run;
    const values = data.table?.target?.values;
    if (!target || !values) return null;
    return { target, ...inUnit(target, values, indices, outputs) };
  }

  dispose(): void {
    this.cancelFamiliarity();
    this.predictor.dispose();
  }
}
