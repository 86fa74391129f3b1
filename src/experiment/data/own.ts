import * as v from 'valibot';
import { LARGEST_SIDE, MOST_CLASSES } from './item-shape.ts';
import { inputCount, MISSING_KINDS, MOST_COLUMNS, MOST_INPUTS } from './table.ts';

/**
 * A data set of a person's own: `own-` and the SHA-256 of its content (images, labels and shape; or the cells of a table and what is made of them), so that the
 * same files get the same id on every computer. Its names are no part of it: they are in its entry.
 */
export type OwnId = `own-${string}`;

const OWN_ID = /^own-[0-9a-f]{64}$/;

export const isOwn = (id: string): id is OwnId => id.startsWith('own-');

export const ownIdSchema = v.custom<OwnId>((id) => typeof id === 'string' && OWN_ID.test(id));

/** Letters in the name of a data set or of a class. */
export const LONGEST_NAME = 60;
/** Letters in the unit of a column. */
export const LONGEST_UNIT = 12;
const MOST_FILES = 12;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_SIDE));
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME));

const counts = v.object({ train: count, test: count });
/** Names of the files that it was made of, for whoever has to find them. */
const files = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MOST_FILES));

/** How pictures were made into images (null where the files held images of one size), and of which of the files' classes each class is made. */
const madeOfPictures = v.object({
  pictures: v.nullable(v.object({ side, color: v.boolean(), fit: v.picklist(['crop', 'fit']), invert: v.boolean() })),
  labels: v.pipe(v.array(v.pipe(v.array(count), v.maxLength(MOST_CLASSES))), v.maxLength(MOST_CLASSES)),
});

/** Which rows were held back for the test, and whether rows with missing cells were left out. */
const madeOfRows = v.object({
  testShare: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  drop: v.boolean(),
});

const imagesSchema = v.object({
  kind: v.literal('images'),
  name,
  itemShape: v.strictTuple([side, side, v.picklist([1, 3])]),
  /** In label order. */
  classNames: v.pipe(v.array(name), v.minLength(2), v.maxLength(MOST_CLASSES)),
  counts,
  files,
  /** What was chosen when the files were opened, so that whoever opens them again need not guess it. */
  made: v.exactOptional(madeOfPictures),
});

const columnName = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME));
const columnSchema = v.variant('kind', [
  v.object({ kind: v.literal('number'), name: columnName, unit: v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_UNIT))) }),
  v.object({ kind: v.literal('category'), name: columnName, levels: v.pipe(v.array(name), v.minLength(1), v.maxLength(MOST_CLASSES)) }),
]);

const tableSchema = v.pipe(
  v.object({
    kind: v.literal('table'),
    name,
    /** What a model is given of each row, in order. */
    columns: v.pipe(v.array(columnSchema), v.minLength(1), v.maxLength(MOST_COLUMNS)),
    target: columnSchema,
    /** What stands in the place of cells that are missing. */
    missing: v.picklist(MISSING_KINDS),
    counts,
    files,
    /** As for images. */
    made: v.exactOptional(madeOfRows),
  }),
  v.check((entry) => inputCount(entry) <= MOST_INPUTS, 'no more inputs than a table may have'),
  v.check(({ target }) => target.kind === 'number' || target.levels.length > 1, 'two classes at least'),
);

export const ownEntrySchema = v.variant('kind', [imagesSchema, tableSchema]);

/** What is known of an own data set. An Experiment on one carries it, so that links, files and stored runs can say what it is. */
export type OwnEntry = v.InferOutput<typeof ownEntrySchema>;

/** The entry of images. */
export type OwnImagesEntry = Extract<OwnEntry, { kind: 'images' }>;

/** The entry of a table. */
export type OwnTableEntry = Extract<OwnEntry, { kind: 'table' }>;

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
