import type { RunFailure } from '@/run/types';

export const NO_TRAINING_IMAGES: RunFailure = {
  code: 'data',
  message: 'There are no training images to learn from.',
  suggestion: 'Give the training part of the split some images in the Data panel.',
};

/** Browsers say that memory ran out by a RangeError of their own words, all of which speak of an allocation, an array's length or memory. */
const OUT_OF_MEMORY = /alloc|memory|array (buffer )?length|array size/i;

/** Why a fit could not go on, in words for the page. */
export function failureOf(error: unknown): RunFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && OUT_OF_MEMORY.test(message)) {
    return {
      code: 'out-of-memory',
      message: 'This model needs more memory than the browser gives.',
      suggestion: 'Try fewer training images, fewer trees or a smaller depth.',
    };
  }
  const suggestion = 'Other runs are safe. Try again, or try another model.';
  return { code: 'engine', message: `The model could not be fitted: ${message}`, suggestion };
}
