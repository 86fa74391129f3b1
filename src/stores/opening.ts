import { createStore } from 'zustand/vanilla';
import type { PictureOptions } from '@/dataset/opening/picture-options';
import type { TableChoice } from '@/dataset/opening/table/choice';
import type { TableFormat } from '@/dataset/opening/table/formats';
import { optionsFor } from '@/dataset/opening/wanted';
import type { DatasetId } from '@/experiment/data/datasets';
import { isOwn, type OwnEntry, type OwnId, ownEntry } from '@/experiment/data/own';
import { designStore } from './design';
import { lab } from './lab/lab';
import type { FilesPreview, GivenFile, KeptData } from './types';

/** Files that are being opened as a data set. */
export interface Opening {
  /** `null` while nothing is opened; `choose` before there are files; `collect` while pictures are taken. */
  state: 'choose' | 'collect' | 'reading' | 'preview' | 'saving' | null;
  preview: FilesPreview | null;
  /** Why the last files could not be used, in sentences. */
  problem: string | null;
  /** The data set that the design, or the run on show, lacks: its files are recognized, and others refused until they are to be another data set. */
  wanted: WantedData | null;
  /** In what the files differ from the one that is wanted, in sentences; `null` where that is not known. */
  difference: string | null;
}

/** A data set that is not on this computer, and what is known of it. */
export interface WantedData {
  id: OwnId;
  entry: OwnEntry;
  /** What lacks it: the design, or the run on show. */
  by: 'design' | 'run';
}

const NOTHING: Opening = { state: null, preview: null, problem: null, wanted: null, difference: null };

/** A new opening, with what is lacking now. */
const fresh = (state: Opening['state']): Opening => ({ ...NOTHING, state, wanted: wantedNow() });

/** What the design lacks, or else the run on show. */
function wantedNow(): WantedData | null {
  const { run } = lab.store.getState();
  const design = lackingEntry(designStore.getState().experiment.data.dataset);
  if (design) return { ...design, by: 'design' };
  const shown = run && lackingEntry(run.experiment.data.dataset);
  return shown && { ...shown, by: 'run' };
}

/** The entry of an own data set that is not on this computer. */
function lackingEntry(id: DatasetId): Pick<WantedData, 'id' | 'entry'> | null {
  const { datasets, own } = lab.store.getState();
  const entry = ownEntry(id);
  if (!isOwn(id) || !entry || own.some((one) => one.id === id)) return null;
  const state = datasets[id]?.state ?? 'absent';
  return state === 'failed' || state === 'absent' ? { id, entry } : null;
}

export const openingStore = createStore<Opening>(() => NOTHING);

/** Counts openings: what an earlier one has still to say is nobody's any more. */
let current = 0;

/** Shows where files are opened. */
export const startOpening = (): void => openingStore.setState(fresh('choose'));

/** Shows where pictures are collected. */
export const startCollecting = (): void => openingStore.setState(fresh('collect'));

/** Reads files and shows what is in them. */
export function previewFiles(files: readonly GivenFile[]): Promise<void> {
  const opening = fresh('reading');
  return preview(files, { pictures: optionsFor(opening.wanted?.entry ?? null) }, opening);
}

/** Reads the pictures that the preview shows once more, with other options. */
export const changeOptions = (options: PictureOptions): Promise<void> =>
  preview(null, { pictures: options }, { ...openingStore.getState(), problem: null, difference: null });

/** Reads the table that the preview shows once more, in another format. */
export const changeFormat = (table: TableFormat): Promise<void> =>
  preview(null, { pictures: optionsFor(null), table }, { ...openingStore.getState(), problem: null, difference: null });

interface ReadOptions {
  pictures: PictureOptions;
  table?: TableFormat;
}

/** @param before what is shown meanwhile, and where reading again fails */
async function preview(files: readonly GivenFile[] | null, options: ReadOptions, before: Opening): Promise<void> {
  const own = ++current;
  lab.store.setState({ openingProgress: null });
  openingStore.setState({ ...before, state: 'reading' });
  const { wanted } = before;
  const opened = await lab.questions.previewFiles(files, options).then(
    (shown): Opening => ({ ...NOTHING, wanted, state: 'preview', preview: shown }),
    (error: Error): Opening => ({ ...NOTHING, wanted, state: 'choose', problem: error.message }),
  );
  if (own === current) openingStore.setState(opened);
}

/**
 * Makes a data set of the images that the preview shows. The answer is its id; `null` where that failed, which is shown. Where a data set is lacking it is made
 * only if it is that one, until a person says that it is to be another (`asOther`).
 */
export const makeDataset = (
  name: string,
  classes: Parameters<typeof lab.questions.keepImages>[1],
  asOther = false,
): Promise<OwnId | null> => keep(asOther, (only) => lab.questions.keepImages(name, classes, only));

/** Makes a data set of the table that the preview shows, likewise. */
export const makeTable = (name: string, choice: TableChoice, asOther = false): Promise<OwnId | null> =>
  keep(asOther, (only) => lab.questions.keepTable(name, choice, only));

/** The answer is `null` as well where the opening was closed meanwhile: a set that was made is stored, and nothing else changes. */
async function keep(asOther: boolean, work: (only: OwnId | null) => Promise<KeptData>): Promise<OwnId | null> {
  const own = current;
  const { wanted } = openingStore.getState();
  openingStore.setState({ state: 'saving', problem: null, difference: null });
  try {
    const kept = await work(asOther ? null : (wanted?.id ?? null));
    if (own !== current) return null;
    openingStore.setState('difference' in kept ? { state: 'preview', difference: kept.difference } : NOTHING);
    return 'difference' in kept ? null : kept.dataset;
  } catch (error) {
    if (own === current) openingStore.setState({ state: 'preview', problem: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Ends what is under way and forgets the files. */
export function closeOpening(): void {
  current++;
  if (openingStore.getState().state !== null) lab.commands.closeFiles();
  openingStore.setState(NOTHING);
}
