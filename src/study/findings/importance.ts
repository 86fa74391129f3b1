import { createRandom, shuffle } from '@/experiment/random';
import { trialCost } from '@/study/objective';
import type { SearchSpace } from '@/study/space/search-space';
import type { Study } from '@/study/study';
import { encodingOf } from '@/study/surrogate/encoding';
import type { Trial } from '@/study/trial';
import { answerOf, growTree } from './forest';

/** What the importance is called, beside its bars. */
export const IMPORTANCE_NAME = 'Permutation importance on a random forest of 64 trees';

const TREES = 64;
const SHUFFLES = 10;
/** With fewer trials a forest learns nothing worth showing. */
export const FEWEST_TRIALS = 8;

/**
 * How much each parameter matters: how much worse a forest that learned the objective from the trials guesses once the values of that parameter are
 * shuffled among them (Breiman 2001). Shares of the whole, by address; `null` for too few trials or where nothing matters.
 */
export function importanceOf(study: Study, space: SearchSpace, trials: readonly Trial[]): ReadonlyMap<string, number> | null {
  const rated = trials.flatMap((trial) => {
    const cost = trialCost(study, trial);
    return cost === null ? [] : [{ trial, cost }];
  });
  if (rated.length < FEWEST_TRIALS) return null;
  const random = createRandom(study.seed);
  const { encode, groups } = encodingOf(space);
  const rows = rated.map(({ trial }) => encode(trial.values));
  const costs = rated.map(({ cost }) => cost);
  const trees = Array.from({ length: TREES }, () => growTree(rows, costs, random));
  const guess = (row: Float64Array) => trees.reduce((sum, tree) => sum + answerOf(tree, row), 0) / TREES;
  const errorOf = (inputs: readonly Float64Array[]) => inputs.reduce((sum, row, i) => sum + (guess(row) - (costs[i] ?? 0)) ** 2, 0);
  const plain = errorOf(rows);
  const losses = space.parameters.map((_, group) => {
    let worse = 0;
    for (let k = 0; k < SHUFFLES; k++) {
      const order = shuffle([...rows.keys()], random);
      worse +=
        errorOf(rows.map((row, i) => row.map((value, d) => (groups[d] === group ? (rows[order[i] ?? i]?.[d] ?? 0) : value)))) - plain;
    }
    return Math.max(0, worse / SHUFFLES);
  });
  const whole = losses.reduce((sum, loss) => sum + loss, 0);
  return whole > 0 ? new Map(space.parameters.map(({ address }, i) => [address, (losses[i] ?? 0) / whole])) : null;
}
