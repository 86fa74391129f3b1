import * as v from 'valibot';
import { counting, method } from './entry';

/** The same Experiment with other seeds: the first with its own, each next one with the number after. */
export const repeat = method({
  title: 'Repeat',
  help: 'Trains the same design with several seeds, to show how much of a result is luck.',
  schema: v.object({ kind: v.literal('repeat') }),
  defaults: { kind: 'repeat' },
  fields: [],
  budgetLabel: 'Seeds',
  budget: 5,
  needsSpace: false,
  trials: ({ budget }) => budget,
  next({ base, budget, trials }) {
    const done = counting(trials).length;
    return done < budget ? { kind: 'start', values: {}, seed: base.training.seed + done, epochs: null } : null;
  },
});
