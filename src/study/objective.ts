import { isNumberTask } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import type { Run } from '@/run/types';
import type { Objective, Outcome, Trial } from './trial';

/** What people call each objective. */
export const OBJECTIVES: Readonly<Record<Objective, { title: string; help: string }>> = {
  validationAccuracy: { title: 'Validation accuracy', help: 'The share of validation images that the trained network gets right.' },
  validationLoss: { title: 'Validation loss', help: 'How far its probabilities are from the right answers, on the validation images.' },
};

/** What trials of an Experiment can be ranked by: where a number is predicted there is no accuracy. */
export const objectivesFor = ({ data }: Pick<Experiment, 'data'>): readonly [Objective, ...Objective[]] =>
  isNumberTask(data) ? ['validationLoss'] : ['validationAccuracy', 'validationLoss'];

/** Why the test images are never an objective. */
export const NEVER_TEST =
  'Never the test images: the best of many trials is partly luck, and a test set that chose it could no longer tell how good it is on new images.';

/** What an outcome counts as, so that less is better. */
export const costOf = (objective: Objective, { accuracy, loss }: Outcome): number => (objective === 'validationLoss' ? loss : 1 - accuracy);

/** The figure of an outcome that people read. */
export const figureOf = (objective: Objective, { accuracy, loss }: Outcome): number => (objective === 'validationLoss' ? loss : accuracy);

/** The outcome of a trial's longest training; `null` where there is none. */
export const lastOutcome = ({ outcomes }: Pick<Trial, 'outcomes'>): Outcome | null => outcomes.at(-1) ?? null;

/**
 * What a trial is ranked by: the outcome of its longest training. One that goes on, as in Hyperband, keeps what came out so far; one that failed or was
 * skipped has none.
 */
export const ratedOutcome = (trial: Pick<Trial, 'status' | 'outcomes'>): Outcome | null =>
  trial.status === 'finished' || trial.status === 'running' ? lastOutcome(trial) : null;

/** The cost of a trial's longest training; `null` where it failed or has none yet. */
export const trialCost = ({ objective }: { objective: Objective }, trial: Trial): number | null => {
  const outcome = ratedOutcome(trial);
  return outcome && costOf(objective, outcome);
};

/** The best trial so far; the earlier of two equal ones. `null` while none has ended well. */
export function bestTrial(study: { objective: Objective }, trials: readonly Trial[]): Trial | null {
  let best: { trial: Trial; cost: number } | null = null;
  for (const trial of trials) {
    const cost = trialCost(study, trial);
    if (cost !== null && (best === null || cost < best.cost)) best = { trial, cost };
  }
  return best?.trial ?? null;
}

/**
 * How a run's network does on the validation images: the network that the run ended with, which is that of its best epoch where early stopping brings
 * it back. `null` where nothing was validated, or the loss is no number.
 */
export function outcomeOf(run: Run, epochs: number): Outcome | null {
  const score = run.validation?.score ?? run.epochRecords.at(-1)?.validation;
  if (!score || !Number.isFinite(score.loss) || !Number.isFinite(score.accuracy)) return null;
  const seconds = run.fit?.seconds ?? run.epochRecords.reduce((sum, record) => sum + record.seconds, 0);
  const trained = run.experiment.model.kind === 'classical' ? {} : { trained: run.epochRecords.length };
  return { epochs, ...trained, accuracy: score.accuracy, loss: score.loss, seconds };
}
