import * as v from 'valibot';
import type { Dataset, LabelledImages } from '@/dataset/types';
import { bytesPerItem } from '@/experiment/data/item-shape';
import { isOwn, type OwnEntry, type OwnId, ownEntrySchema, storeEntry } from '@/experiment/data/own';
import { type Hash, sha256Hex } from './sha256';
import type { AppStorage, StoredFile } from './types';

/** What own images are called as a source. */
export const OWN_SOURCE = 'your files';

/** The three files under which own images are stored: what is known of them, and all labels and pixels, training images first. */
const ENTRY = 'entry';
const LABELS = 'labels';
const PIXELS = 'pixels';

/** An own data set that is stored here. */
export interface StoredOwn {
  id: OwnId;
  entry: OwnEntry;
  /** Of its images and labels. */
  bytes: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

/**
 * The id of images: the SHA-256 of their shape, of the number of classes and training images, and of the hashes of labels and pixels. The same images give
 * the same id, whatever their classes are called.
 */
export async function ownIdOf({ itemShape, classNames, counts }: OwnEntry, hashes: OwnHashes, hash: Hash = sha256Hex): Promise<OwnId> {
  const text = [itemShape.join('x'), classNames.length, counts.train, hashes.labels, hashes.pixels].join(' ');
  return `own-${await hash(new TextEncoder().encode(text))}`;
}

/** All labels and all pixels, training images first. */
export interface OwnParts {
  labels: Uint8Array;
  pixels: Uint8Array;
}

/** The SHA-256 of each part. */
export type OwnHashes = Record<keyof OwnParts, string>;

export const ownHashes = async ({ labels, pixels }: OwnParts, hash: Hash = sha256Hex): Promise<OwnHashes> => ({
  labels: await hash(labels),
  pixels: await hash(pixels),
});

/** Stores own images, all or nothing. Rejects with a StorageError. */
export async function saveOwnImages(storage: AppStorage, id: OwnId, entry: OwnEntry, parts: OwnParts, hashes: OwnHashes): Promise<void> {
  const text = encoded(entry);
  const common = { source: OWN_SOURCE, savedAt: Date.now() };
  const files: StoredFile[] = [
    { ...common, name: ENTRY, bytes: text, sha256: await sha256Hex(text) },
    { ...common, name: LABELS, bytes: parts.labels, sha256: hashes.labels },
    { ...common, name: PIXELS, bytes: parts.pixels, sha256: hashes.pixels },
  ];
  await storage.saveFiles(id, files);
}

/** The own images that are stored under an id; `null` where they are not, or are damaged. Rejects with a StorageError. */
export async function loadOwnImages(storage: AppStorage, id: OwnId, hash: Hash = sha256Hex): Promise<Dataset | null> {
  const files = await storage.loadFiles(id);
  const bytesOf = (name: string) => files.find((file) => file.name === name)?.bytes;
  const [entry, labels, pixels] = [readEntry(bytesOf(ENTRY)), bytesOf(LABELS), bytesOf(PIXELS)];
  if (!entry || !labels || !pixels) return null;
  if ((await ownIdOf(entry, await ownHashes({ labels, pixels }, hash), hash)) !== id) return null;
  storeEntry(id, entry);
  return ownDataset(id, entry, { labels, pixels });
}

/** Own images as a data set; its arrays are views of the parts. */
export function ownDataset(id: OwnId, { itemShape, counts }: OwnEntry, { labels, pixels }: OwnParts): Dataset {
  const size = bytesPerItem(itemShape);
  const part = (from: number, to?: number): LabelledImages => ({
    images: pixels.subarray(from * size, to === undefined ? undefined : to * size),
    labels: labels.subarray(from, to),
  });
  return { id, source: OWN_SOURCE, itemShape, train: part(0, counts.train), test: part(counts.train) };
}

/** What is known of all own data sets that are stored here, the last one first. Rejects with a StorageError. */
export async function listOwnImages(storage: AppStorage): Promise<StoredOwn[]> {
  const found = await storage.filesNamed(ENTRY);
  const stored = found.flatMap(({ dataset, file }) => {
    const entry = readEntry(file.bytes);
    if (!entry || !isOwn(dataset)) return [];
    const { train, test } = entry.counts;
    return [{ id: dataset, entry, bytes: (train + test) * (bytesPerItem(entry.itemShape) + 1), savedAt: file.savedAt }];
  });
  return stored.toSorted((a, b) => b.savedAt - a.savedAt);
}

const encoded = (entry: OwnEntry): Uint8Array => new TextEncoder().encode(JSON.stringify(entry));

function readEntry(bytes: Uint8Array | undefined): OwnEntry | null {
  try {
    const parsed = v.safeParse(ownEntrySchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
