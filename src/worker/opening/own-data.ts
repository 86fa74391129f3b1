import { classProblems, countPerClass, withClasses, withTestImages } from '@/dataset/opening/arrange';
import { fileName, OpeningError, type ReadImages } from '@/dataset/opening/opening';
import { buildTable } from '@/dataset/opening/table/build';
import { choiceProblems } from '@/dataset/opening/table/choice';
import { describeTable } from '@/dataset/opening/table/describe';
import { type ReadTable, TableError } from '@/dataset/opening/table/read-table';
import { otherDataWords } from '@/dataset/opening/wanted';
import { concatBytes } from '@/experiment/bytes';
import {
  listedFiles,
  type OwnEntry,
  type OwnId,
  type OwnImagesEntry,
  type OwnTableEntry,
  ownEntry,
  storeEntry,
} from '@/experiment/data/own';
import { sameContent } from '@/experiment/identity';
import { toStorageError } from '@/storage/errors';
import { listOwn, type OwnParts, ownDataset, ownHashes, ownIdOf, saveOwn } from '@/storage/own/own-data';
import { partsOfRows } from '@/storage/own/table-parts';
import type { WorkerContext } from '@/worker/context';
import type { Answers, FilesPreview, GivenFile, KeptData, QuestionOf } from '@/worker/protocol';
import { imagesPreview } from './images-preview';
import { readFiles } from './read-files';

/** Pictures between two words about how far the reading is. */
const PROGRESS_EVERY = 8;

/** A person's own data: reads them from files, shows what was understood, and stores them once they are to be used. */
export class OwnData {
  private images: ReadImages | null = null;
  /** How pictures were read; `null` where the files held images. */
  private pictures: QuestionOf<'previewFiles'>['pictures'] | null = null;
  private table: ReadTable | null = null;
  private files: readonly GivenFile[] = [];
  private reading = new AbortController();

  constructor(private readonly context: Pick<WorkerContext, 'runStore' | 'datasets' | 'outbox' | 'yieldToEvents'>) {}

  /** Reads files and says what is in them. Nothing is stored. Rejects, with words for people, where they cannot be used. */
  async preview({ files, pictures, table = {} }: QuestionOf<'previewFiles'>): Promise<FilesPreview> {
    const given = files ?? this.files;
    this.close();
    this.files = given;
    const { signal } = this.reading;
    const { outbox, yieldToEvents } = this.context;
    const { phase } = outbox;
    // Unpacking takes its time, in which the page must not lose patience; where a run is active its phase goes on.
    if (phase === 'idle') outbox.enter('loading');
    try {
      const onProgress = (done: number, total: number, of: 'pictures' | 'bytes') => {
        outbox.pulse();
        if (of === 'bytes' || done % PROGRESS_EVERY === 0) outbox.send({ type: 'openingProgress', done, total, of });
      };
      const read = await readFiles(given, { pictures, table, onProgress, signal, yieldToEvents });
      signal.throwIfAborted();
      if (read.kind === 'table') {
        this.table = read.table;
        return { kind: 'table', problem: null, ...describeTable(read.table) };
      }
      const { ofPictures, ...all } = read.images;
      this.images = withTestImages(all);
      this.pictures = ofPictures ? pictures : null;
      return { ...imagesPreview(this.images), pictures: ofPictures ? pictures : null };
    } catch (error) {
      // In another format it may be a table, so the person is asked for that.
      if (!(error instanceof TableError) || signal.aborted) throw error;
      return { kind: 'table', name: '', format: error.format, rows: 0, columns: [], problem: error.message };
    } finally {
      if (phase === 'idle') outbox.enter('idle');
    }
  }

  /** Forgets what was opened, and ends what is being read. */
  close(): void {
    this.reading.abort(new Error('Opening was canceled.'));
    this.reading = new AbortController();
    this.images = null;
    this.table = null;
    this.files = [];
  }

  /** Makes a data set of the images that were opened. Throws, with words for people, where they are not fit for it. */
  async useImages({ name, classes, only = null }: QuestionOf<'keepImages'>): Promise<Answers['keepImages']> {
    const read = this.images ?? gone();
    const chosen = withClasses(read, classes);
    const counts = [chosen.train, chosen.test].map(({ labels }) => countPerClass(classes.length, labels));
    const [problem] = classProblems(
      chosen.classNames.map((one, label) => ({ name: one, train: counts[0]?.[label] ?? 0, test: counts[1]?.[label] ?? 0 })),
    ).values();
    if (problem) throw new OpeningError(problem);
    const entry: OwnImagesEntry = {
      kind: 'images',
      name: name.trim() || read.name,
      itemShape: chosen.itemShape as OwnImagesEntry['itemShape'],
      classNames: chosen.classNames,
      counts: { train: chosen.train.labels.length, test: chosen.test.labels.length },
      files: this.fileNames(),
      made: { pictures: this.pictures, labels: classes.map(({ labels }) => [...labels]) },
    };
    const parts = {
      labels: concatBytes([chosen.train.labels, chosen.test.labels]),
      pixels: concatBytes([chosen.train.images, chosen.test.images]),
    };
    return this.keep(entry, parts, only);
  }

  /** Makes a data set of the table that was opened. Throws, with words for people, where that cannot be. */
  async useTable({ name, choice, only = null }: QuestionOf<'keepTable'>): Promise<Answers['keepTable']> {
    const read = this.table ?? gone();
    const [problem] = choiceProblems(describeTable(read), choice);
    if (problem) throw new OpeningError(problem.message);
    const { entry: built, rows } = buildTable(read, choice);
    const { testShare, seed, missing } = choice;
    const made = { testShare, seed, drop: missing === 'drop' };
    const entry: OwnTableEntry = { ...built, name: name.trim() || read.name, files: this.fileNames(), made };
    return this.keep(entry, partsOfRows(entry, rows), only);
  }

  private fileNames(): string[] {
    return listedFiles(this.files.map(({ path }) => fileName(path)));
  }

  /** Stores a data set, and has it ready, unless it is not the one that is wanted. Where it cannot be stored it lasts as long as the page, which is told. */
  private async keep(entry: OwnEntry, parts: OwnParts, only: OwnId | null): Promise<KeptData> {
    const hashes = await ownHashes(parts);
    const id = await ownIdOf(entry, hashes);
    const wanted = only && ownEntry(only);
    if (wanted && id !== only) return { difference: otherDataWords(wanted, entry) };
    storeEntry(id, entry);
    const { runStore, datasets } = this.context;
    const dataset = ownDataset(id, entry, parts);
    if (!dataset) throw new Error('The parts of the data set do not fit together.');
    await runStore.attempt(() => saveOwn(runStore.storage, id, entry, parts, hashes));
    datasets.takeOwn(dataset);
    this.close();
    await this.tellList();
    return { dataset: id };
  }

  /** Tells the page which own data sets are stored here, and takes note of what is known of them. */
  async tellList(): Promise<void> {
    const { runStore, outbox } = this.context;
    // Where storage cannot be read that is told by whoever reads it first.
    const list = await listOwn(runStore.storage).catch(() => []);
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

function gone(): never {
  throw new Error('Open the files again: they are not in memory any more.');
}
