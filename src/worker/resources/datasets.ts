import { GENERATORS } from '@/dataset/generators';
import type { Manifests } from '@/dataset/manifest';
import { prepareData, splitOf } from '@/dataset/prepare';
import type { Dataset, PreparedData } from '@/dataset/types';
import { type DatasetId, type DownloadedId, datasetInfo, type GeneratedId, isDownloaded } from '@/experiment/data/datasets';
import { itemName } from '@/experiment/data/labels';
import { isOwn, type OwnId } from '@/experiment/data/own';
import { dataOf, type Experiment } from '@/experiment/experiment';
import { canonical } from '@/experiment/identity';
import { howToGet } from '@/experiment/words/how-to-get';
import { obtainDataset } from '@/storage/datasets';
import type { DownloadProgress } from '@/storage/download';
import { DataError } from '@/storage/errors';
import { loadFilesFromDisk } from '@/storage/files';
import { loadOwn } from '@/storage/own/own-data';
import type { Outbox } from '@/worker/outbox';
import type { DatasetStatus, ImageBlock, LabelledImage, SplitPositions, TableCells, TrainingImages } from '@/worker/protocol';
import { bytesOf, countLabels, imageBlock, someOfEachClass, tableCells, trainingLabels } from './dataset-items';
import type { RunStore } from './run-store';

/** Everything that is known of one data set here. */
interface DatasetState {
  status: DatasetStatus;
  /** `null` while its images are not in memory. */
  dataset: Dataset | null;
  /** What is under way to get it, so that it can be cancelled, and waited for by several. */
  fetching: { controller: AbortController; done: Promise<void> } | null;
}

/** Keeps the data sets in memory: generates them, fetches them, prepares them for runs, and reports their state to the page. */
export class Datasets {
  private readonly states = new Map<DatasetId, DatasetState>();
  private prepared: { id: DatasetId; key: string; data: PreparedData } | null = null;

  constructor(
    private readonly runStore: RunStore,
    private readonly manifests: Manifests,
    private readonly baseUrl: string,
    private readonly outbox: Outbox,
  ) {}

  get(id: DatasetId): Dataset | null {
    return this.stateOf(id).dataset;
  }

  /** A data set in memory. Throws, with words for people, where it is not here. */
  present(id: DatasetId): Dataset {
    const { dataset } = this.stateOf(id);
    if (!dataset) throw new Error(`The ${itemName({ dataset: id })}s of ${datasetInfo(id).name} are not here. ${howToGet(id)}`);
    return dataset;
  }

  private stateOf(id: DatasetId): DatasetState {
    const state = this.states.get(id) ?? initialState(id);
    this.states.set(id, state);
    return state;
  }

  /** Makes a data set ready if it can be; tells the page either way. Never throws. */
  async use(id: DatasetId): Promise<void> {
    const { dataset, fetching } = this.stateOf(id);
    if (dataset) this.announce(id);
    else if (fetching) await fetching.done;
    else if (isOwn(id)) await this.fetch(id, () => this.open(id));
    else if (isDownloaded(id)) await this.fetch(id, (signal) => this.download(id, signal));
    else this.generate(id);
  }

  cancel(): void {
    for (const { fetching } of this.states.values()) fetching?.controller.abort();
  }

  /** Resolves once nothing is being fetched. */
  async idle(): Promise<void> {
    await Promise.all([...this.states.values()].map(({ fetching }) => fetching?.done));
  }

  /** Takes the files a person gave instead of a download. */
  async loadFiles(id: DownloadedId, files: File[]): Promise<void> {
    this.stateOf(id).fetching?.controller.abort();
    await this.stateOf(id).fetching?.done;
    const { storage } = this.runStore;
    const onStorageProblem = (problem: Error) => this.runStore.report(problem.message);
    await this.fetch(id, () => loadFilesFromDisk(files, { storage, manifest: this.manifests[id], onStorageProblem }));
  }

  /** The images of an Experiment, ready to train on; fetches them where they are not here. Throws where they cannot be had. */
  async obtain(experiment: Experiment): Promise<PreparedData> {
    const id = experiment.data.dataset;
    this.outbox.enter('loading');
    await this.use(id);
    const { dataset } = this.stateOf(id);
    if (!dataset) {
      throw new Error(
        `${datasetInfo(id).name} is not on this computer. ${isOwn(id) ? howToGet(id) : 'Get it in the Data panel, or use the built-in garments.'}`,
      );
    }
    return this.prepare(dataset, experiment);
  }

  /** A data set divided for an Experiment. The last one is kept, since copying 55 MB for each run is waste. */
  prepare(dataset: Dataset, experiment: Experiment): PreparedData {
    const { seed, classWeights } = experiment.training;
    const data = dataOf(experiment);
    const key = canonical([dataset.id, dataset.source, data, seed, classWeights]);
    if (this.prepared?.key !== key) this.prepared = { id: dataset.id, key, data: prepareData(dataset, data, seed, classWeights) };
    return this.prepared.data;
  }

  /** How the images are divided for an Experiment. Throws, with words for people, where they are not here. */
  split(experiment: Experiment): SplitPositions {
    const data = dataOf(experiment);
    return splitOf(this.present(data.dataset), data, experiment.training.seed);
  }

  /** The training images of an Experiment, as the data set labels them. Throws, with words for people, where they are not here. */
  trainingImages(experiment: Experiment): TrainingImages {
    return trainingLabels(this.present(experiment.data.dataset), this.split(experiment).train);
  }

  /** `perClass` training images of every class; another seed chooses others. */
  images(id: DatasetId, perClass: number, seed: number): LabelledImage[] {
    const { dataset } = this.stateOf(id);
    return dataset ? someOfEachClass(dataset, perClass, seed) : [];
  }

  /**
   * Single images.
   *
   * @param positions training images first, then test images; copies as `copyAt` says, which must be of the data that were prepared last
   * @throws Error where the data set is not in memory; RangeError where an image does not exist, or too many are wanted at once
   */
  imagesAt(id: DatasetId, positions: Uint32Array): ImageBlock {
    const { dataset } = this.stateOf(id);
    if (!dataset) throw new Error(`The images of ${datasetInfo(id).name} are not here yet.`);
    return imageBlock(dataset, positions, this.prepared?.id === id ? this.prepared.data : null);
  }

  /**
   * Cells of rows of a table.
   *
   * @param positions training rows first, then test rows
   * @param column one column; `null` for all and the target
   * @throws Error where the data set is no table or not in memory; RangeError where too many cells are wanted at once
   */
  cellsAt(id: DatasetId, positions: Uint32Array, column: number | null): TableCells {
    const table = this.stateOf(id).dataset?.table;
    if (!table) throw new Error(`The rows of ${datasetInfo(id).name} are not here.`);
    return tableCells(table, positions, column);
  }

  private generate(id: GeneratedId): void {
    const { phase } = this.outbox;
    this.outbox.enter('loading');
    this.tell(id, { state: 'loading' });
    const { version, generate } = GENERATORS[id];
    const generated = generate();
    this.outbox.enter(phase);
    this.accept({ id, source: `generated by Atelier (version ${version})`, itemShape: datasetInfo(id).itemShape, ...generated });
  }

  private fetch(id: DatasetId, work: (signal: AbortSignal) => Promise<Dataset>): Promise<void> {
    const controller = new AbortController();
    // A set that is here stays in use until another one has taken its place.
    this.tell(id, { state: this.stateOf(id).dataset ? 'ready' : 'loading', problems: [], download: null });
    const done = work(controller.signal)
      .then(
        (dataset) => this.accept(dataset),
        (error) => this.fail(id, error),
      )
      .finally(() => {
        this.stateOf(id).fetching = null;
      });
    this.stateOf(id).fetching = { controller, done };
    return done;
  }

  private download(id: DownloadedId, signal: AbortSignal): Promise<Dataset> {
    const { runStore, baseUrl } = this;
    const manifest = this.manifests[id];
    const onProgress = (progress: DownloadProgress) => {
      this.outbox.pulse();
      this.tell(id, { state: 'downloading', download: progress });
    };
    const onStorageProblem = (problem: Error) => runStore.report(problem.message);
    return obtainDataset({ storage: runStore.storage, manifest, baseUrl, signal, onProgress, onStorageProblem });
  }

  /** A person's own data, as they were stored. */
  private async open(id: OwnId): Promise<Dataset> {
    const dataset = await loadOwn(this.runStore.storage, id);
    if (!dataset) throw new Error(`These ${itemName({ dataset: id })}s are not on this computer.`);
    return dataset;
  }

  /** Takes an own data set, which was opened just now. */
  takeOwn(dataset: Dataset): void {
    this.accept(dataset);
  }

  /** Forgets an own data set that was erased. */
  forgetOwn(id: OwnId): void {
    const state = this.stateOf(id);
    state.dataset = null;
    this.prepared = null;
    this.fail(id, new Error(`These ${itemName({ dataset: id })}s were erased from this computer.`));
  }

  private accept(dataset: Dataset): void {
    this.stateOf(dataset.id).dataset = dataset;
    this.prepared = null;
    this.tell(dataset.id, {
      state: 'ready',
      source: dataset.source,
      trainCounts: countLabels(dataset.id, dataset.train),
      testCounts: countLabels(dataset.id, dataset.test),
      bytes: bytesOf(dataset),
      problems: [],
      download: null,
    });
  }

  private fail(id: DatasetId, error: unknown): void {
    const causes = error instanceof DataError ? [error, ...error.causes] : [error];
    const problems = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
    this.tell(id, { state: this.stateOf(id).dataset ? 'ready' : 'failed', problems: [...new Set(problems)], download: null });
  }

  private tell(id: DatasetId, change: Partial<DatasetStatus>): void {
    const state = this.stateOf(id);
    state.status = { ...state.status, ...change };
    this.announce(id);
  }

  private announce(id: DatasetId): void {
    this.outbox.send({ type: 'dataset', status: this.stateOf(id).status });
  }
}

const initialState = (id: DatasetId): DatasetState => ({
  status: { id, state: 'absent', source: '', trainCounts: [], testCounts: [], bytes: 0, problems: [], download: null },
  dataset: null,
  fetching: null,
});
