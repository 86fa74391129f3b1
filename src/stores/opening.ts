import { createStore } from 'zustand/vanilla';
import { FIRST_OPTIONS, type PictureOptions } from '@/dataset/opening/picture-options';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import type { OwnId } from '@/experiment/data/own';
import { lab } from './lab/lab';
import type { FilesPreview, GivenFile } from './types';

/** Files that are being opened as a data set. */
export interface Opening {
  /** `null` while nothing is opened; `choose` before there are files; `collect` while pictures are taken. */
  state: 'choose' | 'collect' | 'reading' | 'preview' | 'saving' | null;
  preview: FilesPreview | null;
  /** Why the last files could not be used, in sentences. */
  problem: string | null;
}

const NOTHING: Opening = { state: null, preview: null, problem: null };

export const openingStore = createStore<Opening>(() => NOTHING);

/** Counts openings: what an earlier one has still to say is nobody's any more. */
let current = 0;

/** Shows where files are opened. */
export const startOpening = (): void => openingStore.setState({ ...NOTHING, state: 'choose' });

/** Shows where pictures are collected. */
export const startCollecting = (): void => openingStore.setState({ ...NOTHING, state: 'collect' });

/** Reads files and shows what is in them. */
export const previewFiles = (files: readonly GivenFile[]): Promise<void> => preview(files, { pictures: FIRST_OPTIONS }, NOTHING);

/** Reads the pictures that the preview shows once more, with other options. */
export const changeOptions = (options: PictureOptions): Promise<void> =>
  preview(null, { pictures: options }, { ...openingStore.getState(), problem: null });

/** Reads the table that the preview shows once more, in another format. */
export const changeFormat = (table: TableFormat): Promise<void> =>
  preview(null, { pictures: FIRST_OPTIONS, table }, { ...openingStore.getState(), problem: null });

interface ReadOptions {
  pictures: PictureOptions;
  table?: TableFormat;
}

/** @param before what is shown meanwhile, and where reading again fails */
async function preview(files: readonly GivenFile[] | null, options: ReadOptions, before: Opening): Promise<void> {
  const own = ++current;
  lab.store.setState({ openingProgress: null });
  openingStore.setState({ ...before, state: 'reading' });
  const opened = await lab.questions.previewFiles(files, options).then(
    (shown): Opening => ({ state: 'preview', preview: shown, problem: null }),
    (error: Error): Opening => ({ ...NOTHING, state: 'choose', problem: error.message }),
  );
  if (own === current) openingStore.setState(opened);
}

/** Makes a data set of the images that the preview shows. The answer is its id; `null` where that failed, which is shown. */
export const makeDataset = (name: string, classes: Parameters<typeof lab.questions.keepImages>[1]): Promise<OwnId | null> =>
  keep(() => lab.questions.keepImages(name, classes));

/** Makes a data set of the table that the preview shows, likewise. */
export const makeTable = (name: string, choice: TableChoice): Promise<OwnId | null> => keep(() => lab.questions.keepTable(name, choice));

async function keep(work: () => Promise<OwnId>): Promise<OwnId | null> {
  openingStore.setState({ state: 'saving', problem: null });
  try {
    const id = await work();
    openingStore.setState(NOTHING);
    return id;
  } catch (error) {
    openingStore.setState({ state: 'preview', problem: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Ends what is under way and forgets the files. */
export function closeOpening(): void {
  current++;
  if (openingStore.getState().state !== null) lab.commands.closeFiles();
  openingStore.setState(NOTHING);
}
