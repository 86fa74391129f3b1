import * as v from 'valibot';
import { spaceSize } from '@/study/space/search-space';
import { drawNew, streamOf } from './draw';
import { counting, method, startOf } from './entry';

/** Values drawn evenly, none twice (Bergstra and Bengio 2012). */
export const random = method({
  title: 'Random',
  help: 'Draws values at random. With many settings it finds good ones sooner than a grid.',
  schema: v.object({ kind: v.literal('random') }),
  defaults: { kind: 'random' },
  fields: [],
  budgetLabel: 'Trials',
  budget: 20,
  needsSpace: true,
  trials: ({ budget, space }) => Math.min(budget, spaceSize(space)),
  next({ base, space, budget, seed, trials }) {
    if (counting(trials).length >= budget) return null;
    const values = drawNew(space, trials, streamOf(seed, trials));
    return values && startOf(values, base);
  },
});
