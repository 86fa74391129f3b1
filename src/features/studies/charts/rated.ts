import { costOf, figureOf, ratedOutcome } from '@/study/objective';
import type { Objective, Trial } from '@/study/trial';

/** A trial that has a figure. */
export interface Rated {
  trial: Trial;
  figure: number;
  cost: number;
}

export const ratedTrials = (objective: Objective, trials: readonly Trial[]): Rated[] =>
  trials.flatMap((trial) => {
    const outcome = ratedOutcome(trial);
    return outcome ? [{ trial, figure: figureOf(objective, outcome), cost: costOf(objective, outcome) }] : [];
  });
