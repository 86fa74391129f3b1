import { formatPercent, imagesInWords } from '@/experiment/words/numbers';
import type { Evaluation } from '@/run/types';

/** What a matrix is of: "test, epoch 5, 10,000 images, accuracy 91.2%". A classical model has no epochs. */
export function evaluationWords({ set, epoch, count, score }: Evaluation, classical: boolean): string {
  return [set, ...(classical ? [] : [`epoch ${epoch}`]), imagesInWords(count), `accuracy ${formatPercent(score.accuracy)}`].join(', ');
}
