import type { Random } from '@/experiment/random';
import { isOrdered, placeOf, valueAt } from '@/study/space/domain';
import { chooseValues, drawValues, keyOf, type SearchSpace, type Values } from '@/study/space/search-space';
import { encodingOf } from './encoding';
import { type Expectation, fitGaussianProcess } from './gaussian-process';
import { normalDensity, normalShare } from './normal';

/** What came out of a set of values; less is better. `null` where the trial failed. */
export interface Observation {
  values: Values;
  cost: number | null;
}

const DRAWN = 300;
/** Sets of values that are tried in the neighborhood of the best ones, and how far away, in sides of the unit cube. */
const BEST = 5;
const NEIGHBORS = 20;
const ROUNDS = [0.15, 0.07, 0.03, 0.012, 0.005, 0.002];
const NEIGHBORHOOD = 0.2;
/** Chance that a choice, or a parameter at all, is changed in a neighbor. */
const CHANGED = 0.3;

/**
 * The values that promise most beside what is known: those with the largest expected improvement (Jones, Schonlau and Welch 1998) under a Gaussian
 * process. A failed trial counts as the worst of those that ended. `null` where no values are left that were not tried.
 */
export function suggest(space: SearchSpace, observations: readonly Observation[], random: Random): Values | null {
  const ended = observations.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const worst = Math.max(...ended);
  const costs = flattened(observations.map(({ cost }) => cost ?? worst));
  const encoding = encodingOf(space);
  const process = fitGaussianProcess(
    observations.map(({ values }) => encoding.encode(values)),
    costs,
    encoding,
  );
  const least = Math.min(...costs);
  const tried = new Set(observations.map(({ values }) => keyOf(values)));
  const found = new Best();
  const consider = (values: Values) => {
    if (!tried.has(keyOf(values))) found.offer(values, improvement(process.at(encoding.encode(values)), least));
  };
  for (let k = 0; k < DRAWN; k++) consider(drawValues(space, random));
  const best = [...observations.keys()].sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0)).slice(0, BEST);
  for (const i of best)
    for (let k = 0; k < NEIGHBORS; k++) consider(neighborOf(space, observations[i]?.values ?? {}, { random, reach: NEIGHBORHOOD }));
  for (const reach of ROUNDS) {
    const { values } = found;
    if (values) for (let k = 0; k < NEIGHBORS; k++) consider(neighborOf(space, values, { random, reach }));
  }
  return found.values;
}

/** A diverged loss would leave no room on the scale for differences that matter: what is far above the median is taken down to a bound. */
function flattened(costs: readonly number[]): number[] {
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [least, middle, most] = [sorted[0] ?? 0, at(0.5), at(0.75)];
  const bound = middle + 3 * Math.max(most - least, middle - least, 1e-12);
  return costs.map((cost) => Math.min(cost, bound));
}

/** The largest improvement found so far. */
class Best {
  values: Values | null = null;
  private improvement = Number.NEGATIVE_INFINITY;

  offer(values: Values, improvement: number): void {
    if (improvement <= this.improvement) return;
    this.values = values;
    this.improvement = improvement;
  }
}

/** How far below `least` a place can be expected to be; where that is nothing to all digits, the place that is nearest to it. */
function improvement({ mean, deviation }: Expectation, least: number): number {
  if (deviation < 1e-12) return Math.min(0, least - mean);
  const z = (least - mean) / deviation;
  const expected = deviation * (z * normalShare(z) + normalDensity(z));
  return expected > 0 ? expected : z * deviation;
}

function neighborOf(space: SearchSpace, values: Values, { random, reach }: { random: Random; reach: number }): Values {
  return chooseValues(space, ({ address, domain }) => {
    const value = values[address];
    if (value === undefined) return valueAt(domain, random.next());
    const chance = random.next();
    if (domain.kind === 'list' && !isOrdered(domain)) return chance < CHANGED * reach * 4 ? valueAt(domain, random.next()) : value;
    if (chance > CHANGED && space.parameters.length > 2) return value;
    return valueAt(domain, placeOf(domain, value) + reach * random.normal());
  });
}
