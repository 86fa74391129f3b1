import { hash32 } from '@/experiment/random';

/** What places on a map are made of: the pixels, or what the last hidden layer makes of them. */
export type FeatureSpace = 'pixels' | 'hidden';

/** Images as rows of numbers. */
export interface ImageFeatures {
  /** Places of the images within their set. */
  rows: Uint32Array<ArrayBuffer>;
  /** Numbers of an image. */
  width: number;
  /** rows * width numbers. */
  values: Float32Array<ArrayBuffer>;
}

/** Numbers of an image at most: more are hashed into so many. */
const MOST_NUMBERS = 1024;
const HASH_SALT = 0xfea7;

export const featureWidth = (width: number): number => Math.min(width, MOST_NUMBERS);

/**
 * Rows of many numbers as rows of at most 1,024, whose distances are nearly the same: each number is added, with a sign, to a place that a hash of its position
 * chooses (Weinberger and others, "Feature hashing for large scale multitask learning", 2009). Shorter rows stay as they are.
 */
export function narrowed(values: Float32Array, width: number): Float32Array {
  const narrow = featureWidth(width);
  if (narrow === width) return values;
  const result = new Float32Array((values.length / width) * narrow);
  const places = Uint32Array.from({ length: width }, (_, i) => hash32(HASH_SALT, i));
  for (let at = 0; at < values.length; at++) {
    const hash = places[at % width]!;
    const row = Math.floor(at / width);
    result[row * narrow + ((hash >>> 1) % narrow)]! += hash & 1 ? values[at]! : -values[at]!;
  }
  return result;
}
