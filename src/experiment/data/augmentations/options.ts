import * as v from 'valibot';
import { LARGEST_SIDE } from '@/experiment/data/datasets';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { type SettingIssue, settingError } from '@/experiment/setting-issue';

/** A schema of one step's options. */
export const optionsOf = <K extends string, O extends v.ObjectEntries>(kind: K, options: O) =>
  v.object({ kind: v.literal(kind), probability: number, ...options });

export const probabilityField: Field = {
  name: 'probability',
  label: 'probability',
  help: 'How many of the images it happens to, from none (0) to all (1).',
  type: 'number',
  min: 0,
  max: 1,
  step: 0.05,
};

/** The side of a square within the image. */
export const sizeField: Field = {
  name: 'size',
  label: 'size',
  help: 'Height and width of the square, in pixels.',
  type: 'integer',
  min: 1,
  max: LARGEST_SIDE,
};

/** An error where a square is larger than the image. `size` and `side` (of the image) are in pixels. */
export const sizeMisfit = ({ size }: { size: number }, side: number): SettingIssue[] =>
  Number.isInteger(size) && size > side
    ? [settingError('size', `A ${size} × ${size} square does not fit into a ${side} × ${side} image.`)]
    : [];
