import { isOrdered, placeOf } from '@/study/space/domain';
import type { Parameter, SearchSpace, Values } from '@/study/space/search-space';
import type { Coordinates } from './gaussian-process';

/** Where a set of values lies in the unit cube. */
export interface Encoding extends Coordinates {
  encode(values: Values): Float64Array;
}

/** Half the square root of 2: two different choices are one side of the cube apart. */
const APART = Math.SQRT1_2;

/**
 * Puts values into the unit cube: an ordered parameter along one side, on its own scale; a choice as one coordinate for each of its values. What does
 * not count lies in the middle, so that two sets of values without it are not told apart by it.
 */
export function encodingOf({ parameters }: SearchSpace): Encoding {
  const groups = parameters.flatMap((parameter, group) => Array.from({ length: coordinatesOf(parameter) }, () => group));
  return {
    groups,
    groupCount: parameters.length,
    encode: (values) => Float64Array.from(parameters.flatMap((parameter) => placesOf(parameter, values))),
  };
}

const coordinatesOf = ({ domain }: Parameter): number => (isOrdered(domain) || domain.kind === 'range' ? 1 : domain.values.length);

function placesOf(parameter: Parameter, values: Values): number[] {
  const { address, domain } = parameter;
  const value = values[address];
  if (isOrdered(domain) || domain.kind === 'range') return [value === undefined ? 0.5 : placeOf(domain, value)];
  return domain.values.map((one) => (value === undefined ? APART / domain.values.length : one === value ? APART : 0));
}
