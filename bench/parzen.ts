import { createRandom, hash32, type Random } from '@/experiment/random';
import { isOrdered, placeOf, valueAt } from '@/study/space/domain';
import { chooseValues, drawValues, type Parameter, type SearchSpace, type Values } from '@/study/space/search-space';
import type { Observation } from '@/study/surrogate/suggest';

/** As Bergstra, Bardenet, Bengio and Kégl (2011) have it; the numbers are Hyperopt's and Optuna's. */
const FIRST = 10;
const CANDIDATES = 24;
const SHARE = 0.1;
const MOST_GOOD = 25;

/** Tree-structured Parzen estimators, to measure Bayesian optimization against: what is likely among good trials and unlikely among the others. */
export function suggestByParzen(space: SearchSpace, observations: readonly Observation[], seed: number): Values {
  const random = createRandom(hash32(seed, observations.length));
  if (observations.length < FIRST) return drawValues(space, random);
  const sorted = observations.toSorted((a, b) => (a.cost ?? 0) - (b.cost ?? 0));
  const count = Math.min(MOST_GOOD, Math.ceil(SHARE * sorted.length));
  const [good, others] = [sorted.slice(0, count), sorted.slice(count)];
  return chooseValues(space, (parameter) => bestOf(parameter, { good, others, random }));
}

interface Known {
  good: readonly Observation[];
  others: readonly Observation[];
  random: Random;
}

function bestOf(parameter: Parameter, { good, others, random }: Known): Values[string] {
  const { address, domain } = parameter;
  const valuesIn = (trials: readonly Observation[]) =>
    trials.flatMap(({ values }) => (values[address] === undefined ? [] : [values[address]]));
  if (!isOrdered(domain) && domain.kind === 'list') {
    const chance = (trials: readonly Observation[], value: Values[string]) => {
      const own = valuesIn(trials);
      return (own.filter((one) => one === value).length + 1) / (own.length + domain.values.length);
    };
    const drawn = Array.from({ length: CANDIDATES }, () => drawByChance(domain.values, (value) => chance(good, value), random));
    return drawn.reduce((best, value) =>
      chance(good, value) / chance(others, value) > chance(good, best) / chance(others, best) ? value : best,
    );
  }
  const mixture = (trials: readonly Observation[]) => kernelsOf(valuesIn(trials).map((value) => placeOf(domain, value)));
  const [below, above] = [mixture(good), mixture(others)];
  let best = { place: random.next(), ratio: 0 };
  for (let k = 0; k < CANDIDATES; k++) {
    const { middle, width } = below[random.below(below.length)] ?? { middle: 0.5, width: 1 };
    const place = middle + width * random.normal();
    if (place < 0 || place > 1) continue;
    const ratio = densityOf(below, place) / densityOf(above, place);
    if (ratio > best.ratio) best = { place, ratio };
  }
  return valueAt(domain, best.place);
}

function drawByChance<T>(values: readonly T[], chance: (value: T) => number, random: Random): T {
  let left = random.next();
  for (const value of values) {
    left -= chance(value);
    if (left <= 0) return value;
  }
  return values.at(-1) as T;
}

interface Kernel {
  middle: number;
  width: number;
}

/** A normal density at each place, as wide as the distance to its neighbors, and a wide one over everything. */
function kernelsOf(places: readonly number[]): Kernel[] {
  const sorted = [...places, 0.5].sort((a, b) => a - b);
  const least = 1 / Math.min(100, 1 + sorted.length);
  return sorted.map((middle, i) => {
    if (middle === 0.5 && !places.includes(0.5)) return { middle, width: 1 };
    const far = Math.max(middle - (sorted[i - 1] ?? 0), (sorted[i + 1] ?? 1) - middle);
    return { middle, width: Math.min(1, Math.max(least, far)) };
  });
}

const densityOf = (kernels: readonly Kernel[], place: number): number =>
  kernels.reduce((sum, { middle, width }) => sum + Math.exp(-(((place - middle) / width) ** 2) / 2) / width, 0) / kernels.length;
