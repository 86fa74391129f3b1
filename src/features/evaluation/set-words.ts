import type { EvaluationSet } from '@/run/types';

/** Why a set has no report. */
export const MISSING: Record<EvaluationSet, string> = {
  validation: 'This run has no validation images, or no epoch is finished yet.',
  test: 'Test images are counted once, at the end of training.',
};

/** What the images of a set are to a run; `testWatched` where it validated on its test images. */
export function imagesWords(set: EvaluationSet, testWatched: boolean): string {
  if (testWatched) {
    return set === 'validation'
      ? 'The test images, looked at after each epoch.'
      : 'Images that the network did not learn from, but that were looked at after each epoch. The score is not an independent test.';
  }
  return set === 'validation' ? 'Images held out of the training data.' : 'Images never used during training.';
}
