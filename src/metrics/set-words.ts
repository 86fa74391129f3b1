import type { EvaluationSet } from '@/run/types';

/** Why a set has no report. */
export const MISSING: Record<EvaluationSet, string> = {
  validation: 'This run has no validation images, or no epoch is finished yet.',
  test: 'Test images are counted once, at the end of training.',
};

/**
 * What the images of a set are to a run.
 *
 * @param testWatched whether the run validated on its test images
 * @param classical whether the model has no epochs
 */
export function imagesWords(set: EvaluationSet, testWatched: boolean, classical = false): string {
  if (!testWatched) return set === 'validation' ? 'Images held out of the training data.' : 'Images never used during training.';
  const when = classical ? 'used for validation too' : 'looked at after each epoch';
  if (set === 'validation') return `The test images, ${when}.`;
  return `Images that the model did not learn from, but that were ${when}. The score is not an independent test.`;
}
