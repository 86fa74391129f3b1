import { imageBytes } from '@/dataset/image-size';
import type { PreparedData } from '@/dataset/types';

/** Images to look at, where they lie: image i begins at byte positions[i] * size. */
export interface ImageRows {
  pixels: Uint8Array;
  positions: Uint32Array;
  /** Bytes of an image. */
  size: number;
}

/** Images of the prepared data, by position. */
export const rowsAt = (data: PreparedData, positions: Uint32Array): ImageRows => ({
  pixels: data.pixels,
  positions,
  size: imageBytes(data),
});

/** Images given as bytes, one after the other. Throws a RangeError where they are not whole images of the prepared data's size. */
export function rowsOf(images: Uint8Array, data: PreparedData): ImageRows {
  const size = imageBytes(data);
  if (images.length % size !== 0) throw new RangeError(`${images.length} bytes are no whole number of images of ${size} bytes`);
  return { pixels: images, positions: Uint32Array.from({ length: images.length / size }, (_, i) => i), size };
}

/** The class of each training image, in the order of `data.train`. */
export const trainingLabels = ({ targets, train }: PreparedData): Uint8Array => Uint8Array.from(train, (i) => targets[i]!);

/** How many training images each class has. */
export function trainingCounts(data: PreparedData): Uint32Array {
  const counts = new Uint32Array(data.classNames.length);
  for (const label of trainingLabels(data)) counts[label]!++;
  return counts;
}
