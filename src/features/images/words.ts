import { originalOf } from '@/experiment/data/positions';
import { formatCount } from '@/experiment/words/numbers';
import type { ImageFilter } from '@/metrics/image-filter';

/** "Shirt taken for T-shirt/top", "Shirt", "taken for Shirt", "mistakes": which images a filter lets through, as a heading says it. */
export function subjectOf({ truth, predicted, verdict, score, suspects, among }: ImageFilter, classNames: readonly string[]): string {
  const name = (k: number) => classNames[k] ?? `Class ${k}`;
  if (among) return 'chosen on the map';
  if (suspects) return 'possible wrong labels';
  if (score) return `probability of ${name(score.label)} at least ${score.atLeast.toPrecision(2)}`;
  if (truth !== null && truth === predicted) return `${name(truth)}, correctly recognized`;
  if (truth !== null && predicted !== null) return `${name(truth)} taken for ${name(predicted)}`;
  if (truth !== null) return verdict === 'wrong' ? `${name(truth)}, not recognized` : name(truth);
  if (predicted !== null) return verdict === 'wrong' ? `wrongly taken for ${name(predicted)}` : `taken for ${name(predicted)}`;
  return verdict === 'any' ? 'all' : verdict === 'right' ? 'correct answers' : 'mistakes';
}

/** Where an image lies in the files of its data set: positions count on from the training file into the test file. A held-out copy is none of them. */
export function placeWords(index: number, trainCount: number): string {
  const original = originalOf(index);
  if (original !== null) return `a changed copy of ${placeWords(original, trainCount)}`;
  return index < trainCount
    ? `number ${formatCount(index)} of the training file`
    : `number ${formatCount(index - trainCount)} of the test file`;
}

/** A share as a whole percentage, but never 0% or 100% of something that is not quite none or all. */
export function percentWords(share: number): string {
  if (!Number.isFinite(share)) return '?';
  const percent = Math.round(100 * share);
  if (percent === 100 && share < 1) return '>99%';
  return percent === 0 && share > 0 ? '<1%' : `${percent}%`;
}
