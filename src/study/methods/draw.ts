import { createRandom, hash32, type Random } from '@/experiment/random';
import { drawValues, keyOf, type SearchSpace, spaceSize, type Values } from '@/study/space/search-space';
import type { Trial } from '@/study/trial';

/** Draws of values that turn out to be tried already, before the rest of a space is looked through one by one. */
const ATTEMPTS = 200;

/** The random stream of a trial: that of the study's seed and the trial's number, whatever happened before it. */
export const streamOf = (seed: number, trials: readonly Trial[]): Random => createRandom(hash32(seed, trials.length));

/** Values that were not tried yet; `null` where all were. */
export function drawNew(space: SearchSpace, trials: readonly Trial[], random: Random): Values | null {
  const tried = new Set(trials.map(({ values }) => keyOf(values)));
  if (tried.size >= spaceSize(space)) return null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const values = drawValues(space, random);
    if (!tried.has(keyOf(values))) return values;
  }
  return null;
}
