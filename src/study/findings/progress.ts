import { costOf, figureOf, ratedOutcome } from '@/study/objective';
import type { Objective, Trial } from '@/study/trial';

/** The best figure so far, once a trial has ended. */
export interface Progress {
  trial: Trial;
  figure: number;
  best: number;
  /** Seconds of training of all trials until then, in the order of their numbers. */
  seconds: number;
}

/** How the best figure grew, trial by trial; trials without a figure add their time alone. */
export function progressOf(objective: Objective, trials: readonly Trial[]): Progress[] {
  let best: { cost: number; figure: number } | null = null;
  let seconds = 0;
  const progress: Progress[] = [];
  for (const trial of trials) {
    seconds += trial.outcomes.reduce((longest, outcome) => Math.max(longest, outcome.seconds), 0);
    const outcome = ratedOutcome(trial);
    if (!outcome) continue;
    const [cost, figure] = [costOf(objective, outcome), figureOf(objective, outcome)];
    if (best === null || cost < best.cost) best = { cost, figure };
    progress.push({ trial, figure, best: best.figure, seconds });
  }
  return progress;
}
