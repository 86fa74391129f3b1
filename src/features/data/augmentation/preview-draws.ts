import { augmentationKey, augmentImage } from '@/dataset/augmentation';
import type { ImageShape } from '@/dataset/types';
import type { AugmentationStep } from '@/experiment/data/types';

interface Labelled {
  pixels: Uint8Array;
  label: number;
}

/** Up to `count` images of the classes concerned (`null` for all), as many classes as possible: one of each, then a second of each … */
export function pickPreview<T extends Labelled>(images: readonly T[], classes: readonly number[] | null, count: number): T[] {
  const seen = new Map<number, number>();
  const ranked = images
    .filter(({ label }) => classes?.includes(label) ?? true)
    .map((image) => {
      const rank = seen.get(image.label) ?? 0;
      seen.set(image.label, rank + 1);
      return { image, rank };
    });
  const picked = ranked.sort((a, b) => a.rank - b.rank || a.image.label - b.image.label).slice(0, count);
  return picked.map(({ image }) => image);
}

/** What `steps` make of an image of a class in `count` epochs from `first` on, as training would draw it for the image at position `item`. */
export function previewDraws(
  { pixels, className }: { pixels: Uint8Array; className: string },
  shape: ImageShape,
  steps: readonly AugmentationStep[],
  { seed, item, first, count }: { seed: number; item: number; first: number; count: number },
): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const drawn = new Uint8Array(pixels.length);
    augmentImage(pixels, drawn, shape, steps, augmentationKey(seed, first + i, item), className);
    return drawn;
  });
}
