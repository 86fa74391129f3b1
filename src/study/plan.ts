import type { Experiment } from '@/experiment/experiment';
import { fieldProblem } from '@/experiment/field';
import { SETTINGS } from '@/experiment/training/settings';
import { formatCount } from '@/experiment/words/numbers';
import { MOST_PLANNED } from './limits';
import { type Method, methodEntry } from './methods';
import { bracketsOf, sizesOf } from './methods/hyperband';
import { plannedTrials, spaceOf } from './next';
import { designsOf, designsProblem } from './space/designs';
import { domainSize, valueAt } from './space/domain';
import { parameterProblem } from './space/experiment-space';
import type { SearchSpace } from './space/search-space';
import type { Study } from './study';

/** What a budget buys, as far as one can know; early stopping and failed trials make it less. */
export interface PlannedWork {
  trials: number;
  /** A trial that goes on after a pause of its own, as in Hyperband, is trained once more. */
  trainings: number;
  epochs: number;
}

/**
 * Epochs, and trainings that have to be started, of all trials of a study together.
 *
 * @param trials that its budget buys, where they were counted already
 */
export function plannedWork(study: Study, trials: number = plannedTrials(study)): PlannedWork {
  if (study.method.kind !== 'hyperband') return { trials, trainings: trials, epochs: Math.round(trials * meanEpochs(study)) };
  const work = { trials, trainings: 0, epochs: 0 };
  for (const { rounds, sizes } of plannedBrackets(study, trials)) {
    rounds.forEach((until, round) => {
      const going = sizes[round] ?? 0;
      work.trainings += going;
      work.epochs += going * (until - (rounds[round - 1] ?? 0));
    });
  }
  return work;
}

/** A bracket as the budget fills it. */
export interface PlannedBracket {
  /** Epochs in all after each round. */
  rounds: readonly number[];
  /** Trials in each round. */
  sizes: readonly number[];
}

/**
 * The brackets of a Hyperband, one after the other; none of any other method.
 *
 * @param trials that its budget buys, where they were counted already
 */
export function plannedBrackets(study: Study, trials: number = plannedTrials(study)): PlannedBracket[] {
  const { method, base } = study;
  if (method.kind !== 'hyperband') return [];
  const brackets = bracketsOf(method, base.training.epochs);
  const planned: PlannedBracket[] = [];
  let left = trials;
  while (left > 0) {
    const bracket = brackets[planned.length % brackets.length];
    if (!bracket) break;
    const begun = Math.min(left, bracket.trials);
    planned.push({ rounds: bracket.rounds, sizes: sizesOf(bracket, begun, method.factor) });
    left -= begun;
  }
  return planned;
}

/** Places of a range that its mean is taken over. */
const PLACES = 101;

/** Epochs of a trial on average: what the study opens them to, or those of its designs. */
function meanEpochs(study: Study): number {
  const tuned = study.parameters.find(({ address }) => address === 'training.epochs');
  const values = tuned
    ? Array.from({ length: PLACES }, (_, k) => Number(valueAt(tuned.domain, k / (PLACES - 1))))
    : designsOf(study).map(({ training }) => training.epochs);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What keeps a study from starting. `place`: the field that it is about, `null` where it is about several things or about none of them. */
export interface StudyIssue {
  place: 'budget' | 'seed' | `method.${string}` | null;
  message: string;
}

/** A study that is set up: what keeps it from starting, the first thing first, and the trials that its budget buys, `null` where it cannot be told. */
export interface CheckedStudy {
  issues: StudyIssue[];
  trials: number | null;
}

/** Checks a study and counts its trials: of a large space both take a while, so they are done once. */
export function checkStudy(study: Study, space: SearchSpace = spaceOf(study)): CheckedStudy {
  const numbers = numberIssues(study);
  // Neither sizes nor plans can be worked out with numbers that are none.
  if (numbers.length > 0) return { issues: numbers, trials: null };
  const problem = wholeProblem(study, space);
  if (problem !== null) return { issues: [{ place: null, message: problem }], trials: null };
  const trials = plannedTrials(study, space);
  const most = formatCount(MOST_PLANNED);
  const tooMany: StudyIssue = { place: 'budget', message: `A study has at most ${most} trials; these would be ${formatCount(trials)}.` };
  return { issues: trials > MOST_PLANNED ? [tooMany] : [], trials };
}

/** What keeps a study from starting, the first thing first. */
export const studyIssues = (study: Study, space: SearchSpace = spaceOf(study)): StudyIssue[] => checkStudy(study, space).issues;

/** The first thing that keeps a study from starting, in a sentence; `null` where nothing does. */
export const studyProblem = (study: Study, space: SearchSpace = spaceOf(study)): string | null =>
  studyIssues(study, space)[0]?.message ?? null;

/** What is wrong with the budget, in a sentence; `null` where nothing is. */
function budgetProblem({ method, budget }: Pick<Study, 'method' | 'budget'>): string | null {
  const { budgetLabel } = methodEntry(method);
  if (!Number.isInteger(budget) || budget < 1) return `${budgetLabel} must be a whole number of at least 1.`;
  return budget > MOST_PLANNED ? `${budgetLabel}: ${formatCount(MOST_PLANNED)} is the most.` : null;
}

function numberIssues(study: Study): StudyIssue[] {
  const { method, seed } = study;
  const options = methodEntry(method).fields.map((field): [StudyIssue['place'], string | null] => [
    `method.${field.name}`,
    fieldProblem(field, method[field.name as keyof Method]),
  ]);
  const seedProblem = fieldProblem({ ...SETTINGS.seed, label: 'Study seed' }, seed);
  const problems: [StudyIssue['place'], string | null][] = [['budget', budgetProblem(study)], ...options, ['seed', seedProblem]];
  return problems.flatMap(([place, message]) => (message === null ? [] : [{ place, message }]));
}

/** What is wrong with the study as a whole: its data, its space, and whether its method can do with them. */
function wholeProblem(study: Study, space: SearchSpace): string | null {
  const { base, method, objective, seed, budget, parameters } = study;
  const entry = methodEntry(method);
  const designs = designsOf(entry.needsSpace ? study : { base, parameters: [] });
  const unvalidated = designs.map(validationProblem).find((problem) => problem !== null) ?? designsProblem(designs);
  if (unvalidated) return unvalidated;
  if (objective === 'validationLoss' && hasSeveralLosses(study, designs))
    return 'Validation losses of different loss functions cannot be compared. Choose validation accuracy, or close “Loss function”.';
  if (entry.needsSpace && parameters.length === 0) return 'Choose what to try: press “Tune this” beside a setting, or add one here.';
  const wrong = entry.needsSpace
    ? parameters.map((parameter) => parameterProblem(base, parameter)).find((problem) => problem !== null)
    : null;
  return wrong ?? entry.problem?.({ method, base, space, objective, seed, budget }) ?? null;
}

const hasSeveralLosses = ({ method, parameters }: Study, designs: readonly Experiment[]): boolean =>
  new Set(designs.map(({ training }) => training.loss)).size > 1 ||
  (methodEntry(method).needsSpace && parameters.some(({ address, domain }) => address === 'training.loss' && domainSize(domain) > 1));

function validationProblem({ data: { split } }: Experiment): string | null {
  const heldOut = split.kind === 'pooled' ? split.validation > 0 : split.validationShare > 0;
  if (split.validationIsTest)
    return 'The validation images are the test images. A study must not choose by those: hold others out in Data.';
  return heldOut ? null : 'A study compares trials on validation images. Hold some out in Data.';
}
