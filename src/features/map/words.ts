import { formatCount, formatPercent } from '@/experiment/words/numbers';
import type { ShownMap } from './types';

/** "Shirt taken for T-shirt/top, 83%. Image 12 of 2,000." */
export function imageWords(map: ShownMap, image: number, classNames: readonly string[]): string {
  const target = map.targets[image] ?? 0;
  const predicted = map.predicted[image] ?? 0;
  const answer = target === predicted ? 'recognized' : `taken for ${classNames[predicted]}`;
  return `${classNames[target]} ${answer}, ${formatPercent(map.confidences[image], 0)}. Image ${formatCount(image + 1)} of ${formatCount(map.rows.length)}.`;
}

/** What the two directions of a map mean. */
export function axesWords({ shares }: ShownMap): string {
  if (!shares) return 'UMAP keeps neighbors together. How far apart two clusters lie, and which way is up, means little.';
  return `The two directions along which the images differ most: ${formatPercent(shares[0], 0)} of all variance lies across, ${formatPercent(shares[1], 0)} up and down.`;
}
