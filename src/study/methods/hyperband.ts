import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { costOf } from '@/study/objective';
import { designsOf } from '@/study/space/designs';
import { spaceSize } from '@/study/space/search-space';
import type { Objective, Step, Trial } from '@/study/trial';
import { drawNew, streamOf } from './draw';
import { counting, method, type Situation } from './entry';

const schema = v.object({ kind: v.literal('hyperband'), minEpochs: number, factor: number });

type Hyperband = v.InferOutput<typeof schema>;

/** One bracket of successive halving: so many trials begin, and how many epochs each of its rounds gives to those that are left. */
export interface Bracket {
  trials: number;
  /** Epochs in all, round by round. */
  rounds: readonly number[];
}

/**
 * The brackets of Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar 2018, algorithm 1), the one with the most and shortest trials first.
 *
 * @param most epochs of a whole training
 */
export function bracketsOf({ minEpochs, factor }: Hyperband, most: number): Bracket[] {
  const rungs = Math.max(0, Math.floor(Math.log(most / minEpochs) / Math.log(factor) + 1e-9));
  return Array.from({ length: rungs + 1 }, (_, k) => {
    const halvings = rungs - k;
    return {
      trials: Math.ceil(((rungs + 1) / (halvings + 1)) * factor ** halvings - 1e-9),
      rounds: Array.from({ length: halvings + 1 }, (__, round) => Math.max(1, Math.round(most / factor ** (halvings - round)))),
    };
  });
}

/** How many of a bracket's trials are trained in each of its rounds, where only so many of them begin: the last bracket of a budget may be cut short. */
export const sizesOf = ({ rounds }: Bracket, begun: number, factor: number): number[] =>
  rounds.map((_, round) => Math.min(begun, Math.max(1, Math.floor(begun / factor ** round + 1e-9))));

/** Many short trainings; the best third of them go on, and the best third of those. */
export const hyperband = method({
  title: 'Hyperband',
  help: 'Starts many trials with few epochs and continues only the best of them (successive halving).',
  schema,
  defaults: { kind: 'hyperband', minEpochs: 1, factor: 3 },
  fields: [
    {
      name: 'minEpochs',
      label: 'Epochs to begin with',
      help: 'The shortest training after which trials are compared.',
      type: 'integer',
      min: 1,
      max: 1000,
    },
    {
      name: 'factor',
      label: 'Reduction factor',
      help: 'One in so many trials goes on, with so many times the epochs.',
      type: 'integer',
      min: 2,
      max: 10,
    },
  ],
  budgetLabel: 'Trials',
  budget: 27,
  needsSpace: true,
  trials: ({ budget, space }) => Math.min(budget, spaceSize(space)),
  next(situation) {
    const { method: options, base, budget } = situation;
    const brackets = bracketsOf(options, base.training.epochs);
    const trials = counting(situation.trials);
    let from = 0;
    for (let k = 0; from < budget; k++) {
      const bracket = brackets[k % brackets.length] as Bracket;
      const members = trials.slice(from, from + bracket.trials);
      const wanted = Math.min(bracket.trials, budget - from);
      if (members.length < wanted) {
        const step = startIn(bracket, situation);
        if (step) return step;
      }
      const promoted = nextRound({ ...bracket, trials: members.length }, members, situation);
      if (promoted || members.length < wanted) return promoted;
      from += bracket.trials;
    }
    return null;
  },
  problem: ({ method: { minEpochs, factor }, base, space }) => {
    if (designsOf({ base, parameters: space.parameters }).some(({ model }) => model.kind === 'classical'))
      return 'Hyperband compares networks after few epochs; a classical model has none.';
    if (space.parameters.some(({ address }) => address === 'training.epochs'))
      return 'Hyperband decides the epochs itself. Close that setting.';
    return base.training.epochs < minEpochs * factor
      ? `Hyperband needs at least ${minEpochs * factor} epochs. Set more in Training.`
      : null;
  },
});

function startIn({ rounds }: Bracket, { base, space, seed, trials }: Situation<Hyperband>): Step | null {
  const values = drawNew(space, trials, streamOf(seed, trials));
  return values && { kind: 'start', values, seed: base.training.seed, epochs: rounds[0] ?? 1 };
}

/** The best of those that were trained as long as a round says and not longer, while the next round has room. `trials`: how many begin. */
function nextRound(bracket: Bracket, members: readonly Trial[], { objective, method: { factor } }: Situation<Hyperband>): Step | null {
  const { rounds } = bracket;
  const sizes = sizesOf(bracket, bracket.trials, factor);
  let left = members.filter((trial) => costAfter(trial, rounds[0] ?? 1, objective) !== null);
  for (let round = 1; round < rounds.length; round++) {
    const [before, epochs] = [rounds[round - 1] ?? 1, rounds[round] ?? 1];
    const cost = (trial: Trial) => costAfter(trial, before, objective) ?? Number.POSITIVE_INFINITY;
    const going = left.toSorted((a, b) => cost(a) - cost(b) || a.number - b.number).slice(0, sizes[round]);
    const waiting = going.find((trial) => trial.status === 'finished' && costAfter(trial, epochs, objective) === null);
    if (waiting) return { kind: 'continue', trial: waiting.number, epochs };
    left = going.filter((trial) => costAfter(trial, epochs, objective) !== null);
  }
  return null;
}

function costAfter({ outcomes }: Trial, epochs: number, objective: Objective): number | null {
  const outcome = outcomes.find((one) => one.epochs === epochs);
  return outcome ? costOf(objective, outcome) : null;
}
