import type { ImageSize } from '@/dataset/types';
import type { Random } from '@/experiment/random';
import { frameOf } from './frame';
import { between } from './ways';

const WITH_NECK: readonly string[] = ['T-shirt/top', 'Pullover', 'Dress', 'Coat', 'Shirt'];

/** How many are drawn with an open neck, half its width as a share of half the garment's, and how deep it is in pixels. */
const OPEN = 0.6;
const HALF_WIDTH = [0.2, 0.42] as const;
const DEEP = [1.2, 4] as const;

/** Some necks are round, others pointed. */
const POINTED = 0.3;

/**
 * Opens the neck of what has one, in place: people draw necks, and many photographs show the collar closed or the inside of the back.
 *
 * @param mask 1 where the garment is
 * @param className its class, as its data set names it
 */
export function openNeck(mask: Uint8Array, className: string, random: Random, size: ImageSize): void {
  if (!WITH_NECK.includes(className) || random.next() >= OPEN) return;
  const [half, deep, pointed] = [between(HALF_WIDTH, random), between(DEEP, random), random.next() < POINTED];
  const frame = frameOf(mask, size);
  if (!frame) return;
  const [middle, top] = frame.at(0, 0);
  const reach = frame.at(half, 0)[0] - middle;
  for (let x = 0; x < size.width; x++) {
    const across = Math.abs(x + 0.5 - middle) / reach;
    if (across >= 1) continue;
    const depth = deep * (pointed ? 1 - across : Math.sqrt(1 - across * across));
    for (let y = 0; y < Math.min(size.height, Math.round(top + depth)); y++) mask[y * size.width + x] = 0;
  }
}
