import * as v from 'valibot';
import { everyValues, type SearchSpace, spaceSize, type Values } from '@/study/space/search-space';
import { method } from './entry';

/** More variants than this are a grid. */
export const MOST_VARIANTS = 8;

/** What is compared: every set of values of a small space. The first values of all lists together are what the others are compared with. */
export const variantsOf = (space: SearchSpace): Values[] => {
  const variants: Values[] = [];
  for (const values of everyValues(space, 2)) {
    variants.push(values);
    if (variants.length > MOST_VARIANTS) break;
  }
  return variants;
};

/** Each variant with the same seeds, so that the luck of a seed is the same for all of them. One seed after the other. */
export const compare = method({
  title: 'Compare',
  help: 'Trains each variant with the same seeds, and says whether the difference is more than luck.',
  schema: v.object({ kind: v.literal('compare') }),
  defaults: { kind: 'compare' },
  fields: [],
  budgetLabel: 'Seeds for each variant',
  budget: 5,
  needsSpace: true,
  trials: ({ budget, space }) => budget * Math.min(MOST_VARIANTS, variantsOf(space).length),
  next({ base, space, budget, trials }) {
    const variants = variantsOf(space).slice(0, MOST_VARIANTS);
    // A variant that cannot be built is skipped with every seed, and keeps its turn.
    const done = trials.length;
    const round = Math.floor(done / variants.length);
    const values = variants[done % variants.length];
    return values && round < budget ? { kind: 'start', values, seed: base.training.seed + round, epochs: null } : null;
  },
  problem({ space, budget }) {
    const size = spaceSize(space);
    if (size > MOST_VARIANTS)
      return `Compare takes at most ${MOST_VARIANTS} variants. Open settings to lists with fewer values, or use Grid.`;
    if (size < 2) return 'Compare needs two variants. Open a setting to a list of two values.';
    return budget < 2 ? 'One seed cannot tell a difference from luck: use at least 2.' : null;
  },
});
