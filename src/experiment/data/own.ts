import * as v from 'valibot';
import { LARGEST_SIDE, MOST_CLASSES } from './item-shape.ts';

/**
 * A data set of a person's own: `own-` and the SHA-256 of its images, labels and shape, so that the same files get the same id on every computer. Its names
 * are no part of it: they are in its entry.
 */
export type OwnId = `own-${string}`;

const OWN_ID = /^own-[0-9a-f]{64}$/;

export const isOwn = (id: string): id is OwnId => id.startsWith('own-');

export const ownIdSchema = v.custom<OwnId>((id) => typeof id === 'string' && OWN_ID.test(id));

/** Letters in the name of a data set or of a class. */
export const LONGEST_NAME = 60;
const MOST_FILES = 12;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_SIDE));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME));

export const ownEntrySchema = v.object({
  kind: v.literal('images'),
  name,
  itemShape: v.strictTuple([side, side, v.picklist([1, 3])]),
  /** In label order. */
  classNames: v.pipe(v.array(name), v.minLength(2), v.maxLength(MOST_CLASSES)),
  counts: v.object({ train: count, test: count }),
  /** Names of the files that it was made of, for whoever has to find them. */
  files: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST_FILES)),
});

/** What is known of an own data set. An Experiment on one carries it, so that links, files and stored runs can say what it is. */
export type OwnEntry = v.InferOutput<typeof ownEntrySchema>;

/** The names of files as an entry lists them: the first ones, where there are many. */
export const listedFiles = (names: readonly string[]): string[] => names.slice(0, MOST_FILES).map((one) => one.slice(-200));

/**
 * Every entry that this page or worker has seen, by id. An id follows from the images, so that an entry once seen stays true of it; of its names the last that
 * were stored here count. Page and worker tell each other of new ones.
 */
const entries = new Map<OwnId, OwnEntry>();
const listeners = new Set<(id: OwnId, entry: OwnEntry) => void>();

/** The entry of an own data set; `null` for other data sets, and where it was never seen. */
export const ownEntry = (id: string): OwnEntry | null => entries.get(id as OwnId) ?? null;

/** Takes note of the entry that something from outside names; one that is known already stays. */
export function noteEntry(id: OwnId, entry: OwnEntry): void {
  if (!entries.has(id)) storeEntry(id, entry);
}

/** Takes the entry of images that are here, in place of any other. */
export function storeEntry(id: OwnId, entry: OwnEntry): void {
  entries.set(id, entry);
  for (const tell of listeners) tell(id, entry);
}

/** Tells of each entry that is new, or has changed. Returns what ends that. */
export function onEntry(tell: (id: OwnId, entry: OwnEntry) => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
