import type { EvaluationSet } from '@/run/types';

/** Why a set has no report. */
export const MISSING: Record<EvaluationSet, string> = {
  validation: 'This run has no validation set, or no epoch is finished yet.',
  test: 'The test set is used once, at the end of training.',
};

/**
 * What a set is to a run.
 *
 * @param testWatched whether the run validated on its test set
 * @param classical whether the model has no epochs
 */
export function setWords(set: EvaluationSet, testWatched: boolean, classical = false): string {
  if (!testWatched) return set === 'validation' ? 'Held out of the training data.' : 'Kept apart: never used during training.';
  const when = classical ? 'used for validation too' : 'looked at after each epoch';
  if (set === 'validation') return `The test set, ${when}.`;
  return `The model did not learn from it, but it was ${when}. The score is not an independent test.`;
}

/**
 * How far the training was: "after epoch 4", or "after 3.4 epochs" in the middle of one; nothing for a model without epochs.
 *
 * @param stepsPerEpoch 0 of a classical model, which has no steps
 */
export function momentWords({ epoch, step }: { epoch: number; step: number }, stepsPerEpoch: number): string {
  if (stepsPerEpoch === 0) return '';
  return step === epoch * stepsPerEpoch ? `after epoch ${epoch}` : `after ${(step / stepsPerEpoch).toFixed(1)} epochs`;
}
