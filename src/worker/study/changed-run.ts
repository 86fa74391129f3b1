import type { Intervention, Run } from '@/run/types';
import type { Trial } from '@/study/trial';

/** What only a person does to a run: a study leaves its trials as they were set up. */
const BY_A_PERSON: ReadonlySet<Intervention['what']> = new Set<Intervention['what']>(['learningRate', 'moreEpochs', 'trainedAnyway']);

/**
 * Whether a person has trained the run of a trial further than its study did, or otherwise: it no longer tells what the trial does. More epochs count even
 * where the study would go on to more than those: a schedule that starts again with added epochs has then started at another one.
 *
 * @param trial as it was recorded before anything more is trained of it: its run has the epochs of one of its outcomes, or those that it was on the way to
 */
export function isChangedRun({ epochs, interventions, experiment }: Run, trial: Pick<Trial, 'epochs' | 'outcomes'>): boolean {
  if (interventions.some(({ what }) => BY_A_PERSON.has(what))) return true;
  // A classical model has no epochs: its fit always starts over.
  if (experiment.model.kind === 'classical') return false;
  return epochs !== (trial.epochs ?? experiment.training.epochs) && trial.outcomes.every((outcome) => outcome.epochs !== epochs);
}
