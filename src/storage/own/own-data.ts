import * as v from 'valibot';
import type { Dataset, LabelledImages } from '@/dataset/types';
import { datasetInfo } from '@/experiment/data/datasets';
import { bytesPerItem } from '@/experiment/data/item-shape';
import { isOwn, type OwnEntry, type OwnId, type OwnImagesEntry, ownEntrySchema, storeEntry } from '@/experiment/data/own';
import { type Hash, sha256Hex } from '@/storage/sha256';
import type { AppStorage, StoredFile } from '@/storage/types';
import { itemsOf, rowBytes, rowsOfParts, type TableParts } from './table-parts';

/** What own data are called as a source. */
const OWN_SOURCE = 'your files';

/** The file in which what is known of an own data set is stored, beside its parts. */
const ENTRY = 'entry';

/** The parts of images: all labels and all pixels, training images first. */
export type ImageParts = Record<'labels' | 'pixels', Uint8Array>;

/** The files under which the content of an own data set is stored. */
export type OwnParts = ImageParts | TableParts;

const PART_NAMES = { images: ['labels', 'pixels'], table: ['target', 'cells'] } as const satisfies Record<
  OwnEntry['kind'],
  readonly string[]
>;

/** An own data set that is stored here. */
export interface StoredOwn {
  id: OwnId;
  entry: OwnEntry;
  /** Of its content. */
  bytes: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

/** The SHA-256 of each part. */
export type OwnHashes = Readonly<Record<string, string>>;

export async function ownHashes(parts: OwnParts, hash: Hash = sha256Hex): Promise<OwnHashes> {
  const hashes: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(parts)) hashes[name] = await hash(bytes);
  return hashes;
}

/**
 * The id of an own data set: the SHA-256 of what it is and of the hashes of its parts. The same content gives the same id, whatever classes and columns are
 * called.
 */
export async function ownIdOf(entry: OwnEntry, hashes: OwnHashes, hash: Hash = sha256Hex): Promise<OwnId> {
  const text = [...contentWords(entry), ...PART_NAMES[entry.kind].map((name) => hashes[name])].join(' ');
  return `own-${await hash(new TextEncoder().encode(text))}`;
}

/** Of images their shape, the number of classes and of training images; of a table what its columns are, how missing cells are filled, and its training rows. */
function contentWords(entry: OwnEntry): (string | number)[] {
  const { counts } = entry;
  if (entry.kind === 'images') return [entry.itemShape.join('x'), entry.classNames.length, counts.train];
  const kinds = [...entry.columns, entry.target].map((column) => (column.kind === 'number' ? 'n' : `c${column.levels.length}`));
  return ['table', kinds.join(','), entry.missing, counts.train];
}

/** Stores an own data set, all or nothing. Rejects with a StorageError. */
export async function saveOwn(storage: AppStorage, id: OwnId, entry: OwnEntry, parts: OwnParts, hashes: OwnHashes): Promise<void> {
  const text = new TextEncoder().encode(JSON.stringify(entry));
  const common = { source: OWN_SOURCE, savedAt: Date.now() };
  const files: StoredFile[] = [{ ...common, name: ENTRY, bytes: text, sha256: await sha256Hex(text) }];
  for (const [name, bytes] of Object.entries(parts)) files.push({ ...common, name, bytes, sha256: hashes[name] ?? '' });
  await storage.saveFiles(id, files);
}

/** The own data set that is stored under an id; `null` where it is not, or is damaged. Rejects with a StorageError. */
export async function loadOwn(storage: AppStorage, id: OwnId, hash: Hash = sha256Hex): Promise<Dataset | null> {
  const files = await storage.loadFiles(id);
  const bytesOf = (name: string) => files.find((file) => file.name === name)?.bytes;
  const entry = readEntry(bytesOf(ENTRY));
  if (!entry) return null;
  const found: Record<string, Uint8Array> = {};
  for (const name of PART_NAMES[entry.kind]) {
    const bytes = bytesOf(name);
    if (!bytes) return null;
    found[name] = bytes;
  }
  const parts = found as OwnParts;
  if ((await ownIdOf(entry, await ownHashes(parts, hash), hash)) !== id) return null;
  storeEntry(id, entry);
  return ownDataset(id, entry, parts);
}

/** An own data set of its entry, whose entry is known, and its parts. `null` where they are not as many as the entry says. */
export function ownDataset(id: OwnId, entry: OwnEntry, parts: OwnParts): Dataset | null {
  if (entry.kind === 'images') return imagesOf(id, entry, parts as ImageParts);
  const rows = rowsOfParts(entry, parts as TableParts);
  return rows && { id, source: OWN_SOURCE, itemShape: datasetInfo(id).itemShape, ...itemsOf(entry, rows), table: rows };
}

/** The arrays are views of the parts. */
function imagesOf(id: OwnId, { itemShape, counts }: OwnImagesEntry, { labels, pixels }: ImageParts): Dataset {
  const size = bytesPerItem(itemShape);
  const part = (from: number, to?: number): LabelledImages => ({
    images: pixels.subarray(from * size, to === undefined ? undefined : to * size),
    labels: labels.subarray(from, to),
  });
  return { id, source: OWN_SOURCE, itemShape, train: part(0, counts.train), test: part(counts.train) };
}

/** What is known of all own data sets that are stored here, the last one first. Rejects with a StorageError. */
export async function listOwn(storage: AppStorage): Promise<StoredOwn[]> {
  const found = await storage.filesNamed(ENTRY);
  const stored = found.flatMap(({ dataset, file }) => {
    const entry = readEntry(file.bytes);
    return entry && isOwn(dataset) ? [{ id: dataset, entry, bytes: contentBytes(entry), savedAt: file.savedAt }] : [];
  });
  return stored.toSorted((a, b) => b.savedAt - a.savedAt);
}

function contentBytes(entry: OwnEntry): number {
  const count = entry.counts.train + entry.counts.test;
  return count * (entry.kind === 'images' ? bytesPerItem(entry.itemShape) + 1 : rowBytes(entry));
}

function readEntry(bytes: Uint8Array | undefined): OwnEntry | null {
  try {
    const parsed = v.safeParse(ownEntrySchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
