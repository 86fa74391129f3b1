import * as v from 'valibot';

/** A number. JSON writes NaN as null, so null stands for a number that was not readable. */
export const number = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => Number.NaN),
  ),
]);

/** A label of the data set, 0 to 9. */
export const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9));
