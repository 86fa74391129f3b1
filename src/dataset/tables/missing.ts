import { type Column, MISSING_LEVEL, type MissingRule } from '@/experiment/data/table';

type Values = Float64Array | Uint16Array;

/**
 * The cells of a column with something in the place of those that are missing, as scikit-learn's SimpleImputer puts it: the mean or the commonest value (the
 * smallest of several) of the training rows; in categories always the commonest. The same array where none is missing. Where no training row has a value it is 0.
 *
 * @param values NaN is a missing number, MISSING_LEVEL a missing level
 */
export function filled(values: Values, kind: Column['kind'], train: Uint32Array, rule: MissingRule): Values {
  const isMissing = kind === 'number' ? Number.isNaN : (value: number) => value === MISSING_LEVEL;
  if (!values.some(isMissing)) return values;
  const fill = kind === 'category' || rule === 'mostFrequent' ? commonest(values, train, isMissing) : meanOf(values, train, isMissing);
  return values.map((value) => (isMissing(value) ? fill : value));
}

function meanOf(values: Values, train: Uint32Array, isMissing: (value: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (const i of train) {
    if (isMissing(values[i]!)) continue;
    sum += values[i]!;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function commonest(values: Values, train: Uint32Array, isMissing: (value: number) => boolean): number {
  const counts = new Map<number, number>();
  for (const i of train) if (!isMissing(values[i]!)) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [value, count] of counts) if (count > most || (count === most && value < best)) [best, most] = [value, count];
  return best;
}
