import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { everyValues, type Values } from '@/study/space/search-space';
import { counting, method, startOf } from './entry';

const POINTS = {
  name: 'points',
  label: 'Points for each range',
  help: 'How many values are taken of a range without a step, spread evenly over its scale.',
  type: 'integer',
  min: 2,
  max: 100,
} as const;

/** Every set of values, in order. */
export const grid = method({
  title: 'Grid',
  help: 'Tries every combination of the values. Good for one or two settings; grows fast with more.',
  schema: v.object({ kind: v.literal('grid'), points: number }),
  defaults: { kind: 'grid', points: 5 },
  fields: [POINTS],
  budgetLabel: 'Trials at most',
  budget: 50,
  needsSpace: true,
  trials: ({ method: { points }, space, budget }) => countUpTo(budget, everyValues(space, points)),
  next({ method: { points }, base, space, budget, trials }) {
    if (counting(trials).length >= budget) return null;
    const values = nth(everyValues(space, points), trials.length);
    return values && startOf(values, base);
  },
});

function countUpTo(most: number, all: Iterable<Values>): number {
  let count = 0;
  for (const _ of all) if (++count >= most) break;
  return count;
}

function nth(all: Iterable<Values>, at: number): Values | null {
  let count = 0;
  for (const values of all) if (count++ === at) return values;
  return null;
}
