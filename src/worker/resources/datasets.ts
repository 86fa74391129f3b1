import { GARMENTS_VERSION, generateGarments } from '@/dataset/garments';
import { type DatasetManifest, totalBytes } from '@/dataset/manifest';
import { prepareData } from '@/dataset/prepare';
import type { Dataset, LabelledImages, PreparedData } from '@/dataset/types';
import { canonical } from '@/experiment/canonical';
import { CLASS_NAMES, DATASETS, IMAGE_BYTES } from '@/experiment/data/classes';
import type { DataSpec, DatasetId } from '@/experiment/data/types';
import { classicalOf, type Experiment } from '@/experiment/experiment';
import { createRandom, hash32 } from '@/experiment/random';
import { obtainFashionMnist } from '@/storage/datasets';
import { DataError } from '@/storage/errors';
import { loadFilesFromDisk } from '@/storage/files';
import type { Outbox } from '@/worker/outbox';
import type { DatasetStatus, LabelledImage } from '@/worker/protocol';
import type { RunStore } from './run-store';

const IMAGES_SALT = 0x1336e5;

/** Keeps the data sets in memory: makes them, fetches them, prepares them for runs, and tells the page how they stand. */
export class Datasets {
  private readonly ready = new Map<DatasetId, Dataset>();
  private readonly status = new Map<DatasetId, DatasetStatus>();
  /** What is being fetched, so that it can be cancelled, and waited for by several. */
  private fetching: { controller: AbortController; done: Promise<void> } | null = null;
  private prepared: { key: string; data: PreparedData } | null = null;

  constructor(
    private readonly runStore: RunStore,
    private readonly manifest: DatasetManifest,
    private readonly baseUrl: string,
    private readonly outbox: Outbox,
  ) {}

  get(id: DatasetId): Dataset | null {
    return this.ready.get(id) ?? null;
  }

  /** Makes a data set ready if it can be; tells the page either way. Never throws. */
  async use(id: DatasetId): Promise<void> {
    if (this.ready.has(id)) this.announce(id);
    else if (id === 'builtin-garments') this.generate();
    else if (this.fetching) await this.fetching.done;
    else await this.fetch((signal) => this.download(signal));
  }

  cancel(): void {
    this.fetching?.controller.abort();
  }

  /** Resolves once nothing is being fetched. */
  async idle(): Promise<void> {
    await this.fetching?.done;
  }

  /** Takes the files a person gave instead of a download. */
  async loadFiles(files: File[]): Promise<void> {
    this.cancel();
    await this.idle();
    const { storage } = this.runStore;
    const onStorageProblem = (problem: Error) => this.runStore.report(problem.message);
    await this.fetch(() => loadFilesFromDisk(files, { storage, manifest: this.manifest, onStorageProblem }));
  }

  /** The images of an Experiment, ready to train on; fetches them where they are not here. Throws where they cannot be had. */
  async obtain(experiment: Experiment): Promise<PreparedData> {
    const id = experiment.data.dataset;
    this.outbox.enter('loading');
    await this.use(id);
    const dataset = this.ready.get(id);
    if (!dataset) throw new Error(`${DATASETS[id].name} is not on this computer. Get it in the Data panel, or use the built-in garments.`);
    return this.prepare(dataset, experiment);
  }

  /** A data set divided for an Experiment. The last one is kept, since copying 55 MB for each run is waste. */
  prepare(dataset: Dataset, experiment: Experiment): PreparedData {
    const { seed, classWeights } = experiment.training;
    const data = dataFor(experiment);
    const key = canonical([dataset.id, dataset.source, data, seed, classWeights]);
    if (this.prepared?.key !== key) this.prepared = { key, data: prepareData(dataset, data, seed, classWeights) };
    return this.prepared.data;
  }

  /** `perClass` training images of every class; another seed chooses others. */
  images(id: DatasetId, perClass: number, seed: number): LabelledImage[] {
    const dataset = this.ready.get(id);
    if (!dataset) return [];
    return CLASS_NAMES.flatMap((_, label) => pick(dataset.train, label, perClass, hash32(seed, IMAGES_SALT, label)));
  }

  private generate(): void {
    const { phase } = this.outbox;
    this.outbox.enter('loading');
    this.tell('builtin-garments', { state: 'loading' });
    const { train, test } = generateGarments();
    this.outbox.enter(phase);
    const source = `drawn here by version ${GARMENTS_VERSION} of the built-in generator`;
    this.accept({ id: 'builtin-garments', source, height: 28, width: 28, train, test });
  }

  private fetch(work: (signal: AbortSignal) => Promise<Dataset>): Promise<void> {
    const controller = new AbortController();
    // A set that is here stays in use until another one has taken its place.
    const state = this.ready.has('fashion-mnist') ? 'ready' : 'loading';
    this.tell('fashion-mnist', { state, problems: [], download: null });
    const done = work(controller.signal)
      .then(
        (dataset) => this.accept(dataset),
        (error) => this.fail(error),
      )
      .finally(() => {
        this.fetching = null;
      });
    this.fetching = { controller, done };
    return done;
  }

  private download(signal: AbortSignal): Promise<Dataset> {
    const { runStore, manifest, baseUrl } = this;
    const onProgress = (progress: { file: string; receivedBytes: number; bytesPerSecond: number; source: string; note: string }) => {
      this.outbox.pulse();
      this.tell('fashion-mnist', { state: 'downloading', download: { totalBytes: totalBytes(manifest), ...progress } });
    };
    const onStorageProblem = (problem: Error) => runStore.report(problem.message);
    return obtainFashionMnist({ storage: runStore.storage, manifest, baseUrl, signal, onProgress, onStorageProblem });
  }

  private accept(dataset: Dataset): void {
    this.ready.set(dataset.id, dataset);
    this.prepared = null;
    this.tell(dataset.id, {
      state: 'ready',
      source: dataset.source,
      trainCounts: countLabels(dataset.train),
      testCounts: countLabels(dataset.test),
      bytes: dataset.train.images.length + dataset.test.images.length,
      problems: [],
      download: null,
    });
  }

  private fail(error: unknown): void {
    const causes = error instanceof DataError ? [error, ...error.causes] : [error];
    const problems = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
    const state = this.ready.has('fashion-mnist') ? 'ready' : 'failed';
    this.tell('fashion-mnist', { state, problems: [...new Set(problems)], download: null });
  }

  private tell(id: DatasetId, change: Partial<DatasetStatus>): void {
    this.status.set(id, { ...(this.status.get(id) ?? blank(id)), ...change });
    this.announce(id);
  }

  private announce(id: DatasetId): void {
    this.outbox.send({ type: 'dataset', status: this.status.get(id) ?? blank(id) });
  }
}

/** Classical models see no augmented images: added copies must not count where classes are balanced either. */
const dataFor = (experiment: Experiment): DataSpec =>
  classicalOf(experiment) ? { ...experiment.data, augmentation: { ...experiment.data.augmentation, steps: [] } } : experiment.data;

const blank = (id: DatasetId): DatasetStatus => ({
  id,
  state: 'absent',
  source: '',
  trainCounts: [],
  testCounts: [],
  bytes: 0,
  problems: [],
  download: null,
});

function countLabels({ labels }: LabelledImages): number[] {
  const counts = CLASS_NAMES.map(() => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

function pick({ images, labels }: LabelledImages, label: number, count: number, seed: number): LabelledImage[] {
  const own = [...labels.keys()].filter((i) => labels[i] === label);
  const random = createRandom(seed);
  return Array.from({ length: Math.min(count, own.length) }, () => {
    const [i = 0] = own.splice(random.below(own.length), 1);
    return { label, pixels: images.slice(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES) };
  });
}
