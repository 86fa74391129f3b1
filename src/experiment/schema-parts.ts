import * as v from 'valibot';
import { MOST_CLASSES } from './data/datasets';

/** A number. JSON writes NaN as null, so null stands for a number that was not readable. */
export const number = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => Number.NaN),
  ),
]);

/** A label of a data set. */
export const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_CLASSES - 1));
