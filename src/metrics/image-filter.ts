/** Which images of a set are meant; every condition must hold. */
export interface ImageFilter {
  /** The true class; `null` for any. */
  truth: number | null;
  /** The predicted class; `null` for any. */
  predicted: number | null;
  verdict: 'any' | 'right' | 'wrong';
  /** Confidence above `from` and up to `to`, shares of 1; 0 belongs to the stretch that begins there. */
  from: number;
  to: number;
  /** Images that give a class at least this probability: what a point of its ROC or precision-recall curve stands for. */
  score: { label: number; atLeast: number } | null;
  /** Only images whose label is possibly wrong. */
  suspects: boolean;
  /** Only these rows of the answers: images that were chosen one by one; `null` for all. */
  among: readonly number[] | null;
}

export const ALL_IMAGES: ImageFilter = {
  truth: null,
  predicted: null,
  verdict: 'any',
  from: 0,
  to: 1,
  score: null,
  suspects: false,
  among: null,
};

/**
 * How images are sorted: by confidence (the probability of the predicted class), by difficulty (the probability of the right class, lowest
 * first), or by how much the model contradicts the label.
 */
export type ImageOrder = 'confident' | 'unsure' | 'hardest' | 'suspicious';
