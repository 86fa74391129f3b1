import { classProblems, countPerClass, withClasses, withTestImages } from '@/dataset/opening/arrange';
import { fileName, OpeningError, type ReadImages } from '@/dataset/opening/opening';
import type { LabelledImages } from '@/dataset/types';
import { concatBytes } from '@/experiment/bytes';
import { bytesPerItem } from '@/experiment/data/item-shape';
import { listedFiles, type OwnEntry, type OwnId, ownEntry, storeEntry } from '@/experiment/data/own';
import { sameContent } from '@/experiment/identity';
import { toStorageError } from '@/storage/errors';
import { listOwnImages, ownDataset, ownHashes, ownIdOf, saveOwnImages } from '@/storage/own-images';
import type { WorkerContext } from '@/worker/context';
import type { Answers, GivenFile, ImagesPreview, PreviewImage, QuestionOf } from '@/worker/protocol';
import { readImageFiles } from './read-files';

/** Pictures between two words about how far the reading is. */
const PROGRESS_EVERY = 8;

/** Images of each class in the preview. */
const PER_CLASS = 12;

/** A person's own images: reads them from files, shows what was understood, and stores them once they are to be used. */
export class OwnImages {
  private opened: ReadImages | null = null;
  private files: readonly GivenFile[] = [];
  private reading = new AbortController();

  constructor(private readonly context: Pick<WorkerContext, 'runStore' | 'datasets' | 'outbox'>) {}

  /** Reads files and says what is in them. Nothing is stored. Rejects, with words for people, where they cannot be used. */
  async preview({ files, pictures }: QuestionOf<'previewFiles'>): Promise<ImagesPreview> {
    const given = files ?? this.files;
    this.close();
    this.files = given;
    const { signal } = this.reading;
    const { outbox } = this.context;
    const { phase } = outbox;
    // Unpacking takes its time, in which the page must not lose patience; where a run is active its phase goes on.
    if (phase === 'idle') outbox.enter('loading');
    try {
      const onProgress = (done: number, total: number) => {
        outbox.pulse();
        if (done % PROGRESS_EVERY === 0) outbox.send({ type: 'openingProgress', done, total });
      };
      const { ofPictures, ...all } = await readImageFiles(given, { pictures, onProgress, signal });
      const read = withTestImages(all);
      signal.throwIfAborted();
      this.opened = read;
      return { ...previewOf(read), pictures: ofPictures ? pictures : null };
    } finally {
      if (phase === 'idle') outbox.enter('idle');
    }
  }

  /** Forgets what was opened, and ends what is being read. */
  close(): void {
    this.reading.abort(new Error('Opening was canceled.'));
    this.reading = new AbortController();
    this.opened = null;
    this.files = [];
  }

  /** Makes a data set of what was opened, stores it, and has it ready. Where it cannot be stored it lasts as long as the page, which is told. */
  async use({ name, classes }: QuestionOf<'keepImages'>): Promise<Answers['keepImages']> {
    if (!this.opened) throw new Error('Open the files again: they are not in memory any more.');
    const read = this.opened;
    const chosen = withClasses(read, classes);
    const [problem] = classProblems(classCounts(chosen)).values();
    if (problem) throw new OpeningError(problem);
    const entry: OwnEntry = {
      kind: 'images',
      name: name.trim() || read.name,
      itemShape: chosen.itemShape as OwnEntry['itemShape'],
      classNames: chosen.classNames,
      counts: { train: chosen.train.labels.length, test: chosen.test.labels.length },
      files: listedFiles(this.files.map(({ path }) => fileName(path))),
    };
    const parts = {
      labels: concatBytes([chosen.train.labels, chosen.test.labels]),
      pixels: concatBytes([chosen.train.images, chosen.test.images]),
    };
    const hashes = await ownHashes(parts);
    const id = await ownIdOf(entry, hashes);
    storeEntry(id, entry);
    const { runStore, datasets } = this.context;
    await runStore.attempt(() => saveOwnImages(runStore.storage, id, entry, parts, hashes));
    datasets.takeOwn(ownDataset(id, entry, parts));
    this.close();
    await this.tellList();
    return { dataset: id };
  }

  /** Tells the page which own data sets are stored here, and takes note of what is known of them. */
  async tellList(): Promise<void> {
    const { runStore, outbox } = this.context;
    // Where storage cannot be read that is told by whoever reads it first.
    const list = await listOwnImages(runStore.storage).catch(() => []);
    for (const { id, entry } of list) if (!sameContent(ownEntry(id), entry)) storeEntry(id, entry);
    outbox.send({ type: 'ownDatasets', list });
  }

  /** Erases own data sets from this computer. Runs on them stay, with their figures. */
  async erase(ids: readonly OwnId[]): Promise<void> {
    const { runStore, datasets } = this.context;
    for (const id of ids) {
      await runStore.storage.deleteFiles(id).catch((error: unknown) => {
        throw new Error(`Nothing was erased. ${toStorageError(error).message}`);
      });
      datasets.forgetOwn(id);
    }
    await this.tellList();
  }
}

function classCounts({ classNames, train, test }: ReadImages) {
  const [trained, tested] = [train, test].map(({ labels }) => countPerClass(classNames.length, labels));
  return classNames.map((name, label) => ({ name, train: trained?.[label] ?? 0, test: tested?.[label] ?? 0 }));
}

function previewOf(read: ReadImages): Omit<ImagesPreview, 'pictures'> {
  const { name, itemShape, train, notes } = read;
  const pictures = read.classNames.map((_, label) => picturesOf(train, label, bytesPerItem(itemShape)));
  return { name, itemShape, classes: classCounts(read).map((one, label) => ({ ...one, pictures: pictures[label] ?? [] })), notes };
}

/** Some images of a class, from all over the files. */
function picturesOf({ images, labels }: LabelledImages, label: number, size: number): PreviewImage[] {
  const own = [...labels.keys()].filter((i) => labels[i] === label);
  const count = Math.min(PER_CLASS, own.length);
  return Array.from({ length: count }, (_, k) => {
    const i = own[Math.floor((k * own.length) / count)] ?? 0;
    return images.slice(i * size, (i + 1) * size);
  });
}
