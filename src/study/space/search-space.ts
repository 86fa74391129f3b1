import type { Experiment } from '@/experiment/experiment';
import type { Random } from '@/experiment/random';
import { type Domain, domainSize, type ParameterValue, valueAt, valuesOf } from './domain';

/** What a study may change: the address of a setting, and the values it may take. */
export interface Parameter {
  /** Which setting; see settings.ts. */
  address: string;
  domain: Domain;
  /** Of the number of blocks (`blocks.<id>`): the ids of the layers in each of them. A value of n keeps the first n. */
  blocks?: string[][];
  /** Of the whole design (`design.variant`): what each value stands for. */
  designs?: Readonly<Record<string, Experiment>>;
}

/** A value for each parameter that counts, by address. */
export type Values = Readonly<Record<string, ParameterValue>>;

/** Parameters, those that others depend on first. */
export interface SearchSpace {
  readonly parameters: readonly Parameter[];
  /** Whether a parameter counts beside the values of those before it. */
  isActive(parameter: Parameter, before: Values): boolean;
}

/** Values for all parameters that count, chosen one after the other. */
export function chooseValues({ parameters, isActive }: SearchSpace, choose: (parameter: Parameter) => ParameterValue): Values {
  const values: Record<string, ParameterValue> = {};
  for (const parameter of parameters) if (isActive(parameter, values)) values[parameter.address] = choose(parameter);
  return values;
}

/** Values drawn evenly, each on the scale of its parameter. */
export const drawValues = (space: SearchSpace, random: Random): Values =>
  chooseValues(space, ({ domain }) => valueAt(domain, random.next()));

/** A text that is the same for the same values. */
export const keyOf = (values: Values): string =>
  Object.keys(values)
    .toSorted()
    .map((address) => `${address}=${values[address]}`)
    .join('|');

/** Numbers of values beyond this are not counted one by one. */
const COUNTED = 100_000;

/**
 * How many different sets of values a space has; infinity where a range has no step. Parameters that count only beside some values of others are
 * counted where they do.
 */
export function spaceSize(space: SearchSpace): number {
  const { parameters, isActive } = space;
  const steers = steeringParameters(space);
  let steps = 0;
  const count = (at: number, before: Values): number => {
    const parameter = parameters[at];
    if (!parameter) return 1;
    if (!isActive(parameter, before)) return count(at + 1, before);
    const size = domainSize(parameter.domain);
    if (!steers.has(parameter.address) || !Number.isFinite(size)) return size * count(at + 1, before);
    let total = 0;
    for (const value of valuesOf(parameter.domain, 1)) {
      if (++steps > COUNTED) return Number.POSITIVE_INFINITY;
      total += count(at + 1, { ...before, [parameter.address]: value });
    }
    return total;
  };
  return count(0, {});
}

/** The parameters whose values decide whether others count: found by asking with each of their values. */
function steeringParameters({ parameters, isActive }: SearchSpace): Set<string> {
  const steering = new Set<string>();
  parameters.forEach(({ address, domain }, at) => {
    if (domainSize(domain) > COUNTED) return;
    const later = parameters.slice(at + 1);
    const answers = valuesOf(domain, 2).map((value) => later.map((one) => isActive(one, { [address]: value })).join());
    if (new Set(answers).size > 1) steering.add(address);
  });
  return steering;
}

/**
 * Every set of values, in the order of the parameters, the last one changing fastest.
 *
 * @param points values that are taken of a range without a step
 */
export function* everyValues(space: SearchSpace, points: number, at = 0, before: Values = {}): Generator<Values> {
  const parameter = space.parameters[at];
  if (!parameter) yield before;
  else if (!space.isActive(parameter, before)) yield* everyValues(space, points, at + 1, before);
  else
    for (const value of valuesOf(parameter.domain, points))
      yield* everyValues(space, points, at + 1, { ...before, [parameter.address]: value });
}
