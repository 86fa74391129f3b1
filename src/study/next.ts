import type { Experiment } from '@/experiment/experiment';
import { MOST_TRIALS } from './limits';
import { methodEntry } from './methods';
import { experimentSpace, experimentWith, impossible } from './space/experiment-space';
import type { SearchSpace } from './space/search-space';
import type { Study } from './study';
import type { Step, Trial } from './trial';

/** The space of a study's parameters. Not remembered: whoever asks often keeps it. */
export const spaceOf = ({ base, parameters, method }: Study): SearchSpace =>
  experimentSpace(base, methodEntry(method).needsSpace ? parameters : []);

/** How many impossible networks in a row end a study: there may be no possible one. */
export const MOST_SKIPPED = 200;

/**
 * What is tried next, given what came out so far: a function of study and trials alone, so that a study that was interrupted goes on as if it had not
 * been. Networks that cannot be built are passed over; they are returned as trials that were skipped.
 *
 * @param trials in order, none of them running
 */
export function nextStep(study: Study, trials: readonly Trial[], space = spaceOf(study)): { step: Step | null; skipped: Trial[] } {
  const { base, method, objective, seed, budget } = study;
  const skipped: Trial[] = [];
  while (skipped.length < MOST_SKIPPED && trials.length + skipped.length < MOST_TRIALS) {
    const known = [...trials, ...skipped];
    const step = methodEntry(method).next({ method, base, space, objective, seed, budget, trials: known });
    const cause = step?.kind === 'start' ? impossible(experimentOf(study, step, space), base) : null;
    if (!step || step.kind === 'continue' || cause === null) return { step, skipped };
    const { values, epochs } = step;
    skipped.push({ number: known.length + 1, values, seed: step.seed, epochs, status: 'skipped', runId: null, outcomes: [], cause });
  }
  return { step: null, skipped };
}

/** The Experiment that a trial trains. */
export function experimentOf(
  study: Study,
  { values, seed, epochs }: Pick<Trial, 'values' | 'seed' | 'epochs'>,
  space = spaceOf(study),
): Experiment {
  const experiment = experimentWith(study.base, space, values);
  return { ...experiment, training: { ...experiment.training, seed, ...(epochs === null ? {} : { epochs }) } };
}

/** Trials that the budget buys, as far as one can know. */
export const plannedTrials = (study: Study, space = spaceOf(study)): number => {
  const { base, method, objective, seed, budget } = study;
  return methodEntry(method).trials({ method, base, space, objective, seed, budget });
};
