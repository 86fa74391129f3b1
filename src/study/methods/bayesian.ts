import * as v from 'valibot';
import { createRandom } from '@/experiment/random';
import { trialCost } from '@/study/objective';
import { spaceSize } from '@/study/space/search-space';
import { type Observation, suggest } from '@/study/surrogate/suggest';
import type { Trial } from '@/study/trial';
import { drawNew, streamOf } from './draw';
import { counting, method, type Situation, startOf } from './entry';

/** So many trials are drawn at random before there is anything to learn from. */
const FIRST = 4;

/** Bayesian optimization: a Gaussian process learns which values do well, and the next ones are those that promise most (Snoek, Larochelle and Adams 2012). */
export const bayesian = method({
  title: 'Bayesian optimization',
  help: 'Learns from each trial which values promise most, and tries those next. Needs the fewest trials.',
  schema: v.object({ kind: v.literal('bayesian') }),
  defaults: { kind: 'bayesian' },
  fields: [],
  budgetLabel: 'Trials',
  budget: 20,
  needsSpace: true,
  trials: ({ budget, space }) => Math.min(budget, spaceSize(space)),
  next(situation) {
    const { base, space, budget, seed, trials } = situation;
    if (counting(trials).length >= budget) return null;
    const observations = observationsOf(situation);
    const stream = streamOf(seed, trials);
    const drawn = observations.length < FIRST || observations.every(({ cost }) => cost === null);
    // What is tried already is left out there as well; where candidates run out, the rest is drawn.
    const values =
      (drawn ? null : suggest(space, withSkipped(observations, trials), stream)) ??
      drawNew(space, trials, createRandom(seed + trials.length));
    return values && startOf(values, base);
  },
});

/** What trials say of values. */
export const observationsOf = ({ objective, trials }: Pick<Situation<unknown>, 'objective' | 'trials'>): Observation[] =>
  counting(trials).map((trial) => ({ values: trial.values, cost: trialCost({ objective }, trial) }));

/** Networks that cannot be built do badly: their neighborhood is left. */
const withSkipped = (observations: readonly Observation[], trials: readonly Trial[]): Observation[] => [
  ...observations,
  ...trials.filter(({ status }) => status === 'skipped').map(({ values }) => ({ values, cost: null })),
];
