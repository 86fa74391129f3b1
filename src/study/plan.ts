import type { Experiment } from '@/experiment/experiment';
import { methodEntry } from './methods';
import { bracketsOf } from './methods/hyperband';
import { plannedTrials, spaceOf } from './next';
import { designsOf, designsProblem } from './space/designs';
import { parameterProblem } from './space/experiment-space';
import type { SearchSpace } from './space/search-space';
import type { Study } from './study';

/** Epochs that all trials of a study have together, as far as one can know; early stopping may make it fewer. */
export function plannedEpochs(study: Study, space: SearchSpace = spaceOf(study)): number {
  const trials = plannedTrials(study, space);
  const { method, base } = study;
  if (method.kind !== 'hyperband') return Math.round(trials * meanEpochs(study));
  const brackets = bracketsOf(method, base.training.epochs);
  let [left, epochs] = [trials, 0];
  for (let k = 0; left > 0; k++) {
    const bracket = brackets[k % brackets.length];
    const begun = Math.min(left, bracket?.trials ?? left);
    bracket?.rounds.forEach((until, round) => {
      const going = round === 0 ? begun : Math.min(begun, Math.floor(bracket.trials / method.factor ** round + 1e-9) || 1);
      epochs += going * (until - (bracket.rounds[round - 1] ?? 0));
    });
    left -= begun;
  }
  return epochs;
}

/** Epochs of a trial: of the base, or of the designs on average. */
function meanEpochs(study: Study): number {
  const designs = designsOf(study);
  return designs.reduce((sum, { training }) => sum + training.epochs, 0) / designs.length;
}

/** What keeps a study from starting, in a sentence; `null` where nothing does. */
export function studyProblem(study: Study, space: SearchSpace = spaceOf(study)): string | null {
  const { base, method, objective, seed, budget, parameters } = study;
  const entry = methodEntry(method);
  const designs = designsOf(entry.needsSpace ? study : { base, parameters: [] });
  const unvalidated = designs.map(validationProblem).find((problem) => problem !== null) ?? designsProblem(designs);
  if (unvalidated) return unvalidated;
  if (!Number.isInteger(budget) || budget < 1) return `${entry.budgetLabel} must be a whole number of at least 1.`;
  if (entry.needsSpace && parameters.length === 0) return 'Choose what to try: press “Tune this” beside a setting, or add one here.';
  const wrong = entry.needsSpace
    ? parameters.map((parameter) => parameterProblem(base, parameter)).find((problem) => problem !== null)
    : null;
  return wrong ?? entry.problem?.({ method, base, space, objective, seed, budget }) ?? null;
}

function validationProblem({ data: { split } }: Experiment): string | null {
  const heldOut = split.kind === 'pooled' ? split.validation > 0 : split.validationShare > 0;
  if (split.validationIsTest)
    return 'The validation images are the test images. A study must not choose by those: hold others out in Data.';
  return heldOut ? null : 'A study compares trials on validation images. Hold some out in Data.';
}
