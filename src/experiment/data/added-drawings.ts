import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { label, number } from '@/experiment/schema-parts';

/** So many drawings are added at most: an Experiment holds them itself, and is saved at each edit. */
export const MOST_ADDED = 60;

/** A base64 text of a 28 x 28 image has 1,048 characters; that of the largest image that anybody draws on has no more than this. */
const LONGEST = 20_000;

/** One drawing that is trained on. */
export interface AddedDrawing {
  /** What it shows, as a label of the data set. */
  label: number;
  /** What the network sees of it: a byte for each pixel, row by row, in base64. */
  pixels: string;
}

/**
 * Drawings of a person's own that are trained on beside the data set's images. The Experiment has them by content: whoever has it, has all that its run
 * depends on.
 */
export interface AddedDrawings {
  list: AddedDrawing[];
  /** How many times each is shown in an epoch, a little different each time. */
  times: number;
}

export const ADDED_TIMES = {
  name: 'times',
  label: 'times in an epoch',
  help: 'How many times each drawing is shown in an epoch, a little turned, scaled and shifted each time. A few drawings among thousands of images need many.',
  type: 'integer',
  min: 1,
  max: 1000,
} as const satisfies Field;

/** How often each drawing is shown where nobody has said otherwise. */
export const DEFAULT_TIMES = 50;

export const addedDrawingsSchema = v.object({
  list: v.pipe(
    v.array(v.object({ label, pixels: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/), v.maxLength(LONGEST)) })),
    v.minLength(1),
    v.maxLength(MOST_ADDED),
  ),
  times: number,
});

/** How many images an epoch has more by them. */
export const addedPerEpoch = (added: AddedDrawings | null): number => (added ? added.list.length * added.times : 0);

/** "12, each 50 times an epoch", or "none". */
export const addedWords = (added: AddedDrawings | null): string =>
  added ? `${added.list.length}, each ${added.times === 1 ? 'once' : `${added.times} times`} an epoch` : 'none';
