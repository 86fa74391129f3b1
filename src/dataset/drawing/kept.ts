import * as v from 'valibot';
import { DATASET_IDS, type DatasetId, datasetInfo, MOST_CLASSES } from '@/experiment/data/datasets';
import { isOwn, ownIdSchema } from '@/experiment/data/own';
import { readDrawing, readPixels, type StoredDrawing, storedDrawingSchema } from './stored';

/** So many drawings are kept at most. */
export const MOST_KEPT = 200;

/** A drawing that a person keeps: to be asked of any run, and as one image of a test set of their own. All of it is plain JSON. */
export interface KeptDrawing {
  id: string;
  /** The data set whose labels it may have. */
  dataset: DatasetId;
  /** What it is, as a label of the data set; `null` where nobody has said so. */
  label: number | null;
  /** Milliseconds since 1970. */
  keptAt: number;
  /** What the network saw of it: CANVAS * CANVAS bytes in base64. */
  pixels: string;
  drawing: StoredDrawing;
}

const keptSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    dataset: v.union([v.picklist(DATASET_IDS), ownIdSchema]),
    label: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_CLASSES - 1))),
    keptAt: v.pipe(v.number(), v.minValue(0)),
    pixels: v.pipe(
      v.string(),
      v.check((text) => readPixels(text) !== null),
    ),
    drawing: v.pipe(
      storedDrawingSchema,
      v.check((drawing) => readDrawing(drawing) !== null),
    ),
  }),
  v.check(
    ({ dataset, label }) => label === null || isOwn(dataset) || label < datasetInfo(dataset).classNames.length,
    'a label of its data set',
  ),
);

/** Those of stored drawings that can be read, oldest first. */
export function readKept(value: unknown): KeptDrawing[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const parsed = v.safeParse(keptSchema, one);
    return parsed.success ? [parsed.output] : [];
  });
}

/**
 * The list with some drawings put in place of those of the same id, or at its end in the order of their keeping, and others taken out.
 *
 * @throws Error with words for people where there would be too many
 */
export function changedKept(list: readonly KeptDrawing[], put: readonly KeptDrawing[], remove: readonly string[]): KeptDrawing[] {
  const rest = list.filter(({ id }) => !remove.includes(id));
  const added = put.filter(({ id }) => !rest.some((one) => one.id === id));
  const next = [...rest.map((one) => put.find(({ id }) => id === one.id) ?? one), ...added].toSorted((a, b) => a.keptAt - b.keptAt);
  if (next.length > MOST_KEPT) throw new Error(`At most ${MOST_KEPT} drawings are kept. Delete some first.`);
  return next;
}

const FORMAT = 'atelier-drawings';

/** The text of a file with drawings. */
export const drawingsFile = (drawings: readonly KeptDrawing[]): string => JSON.stringify({ format: FORMAT, version: 1, drawings });

/**
 * The drawings in the text of a file.
 *
 * @throws Error with words for people where there are none
 */
export function readDrawingsFile(text: string): KeptDrawing[] {
  const file = parsed(text);
  const drawings = readKept(Object(file).drawings);
  if (Object(file).format !== FORMAT || drawings.length === 0) throw new Error('There are no drawings in this file.');
  return drawings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
