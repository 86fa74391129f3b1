import { lumaOf } from '@/dataset/luma';
import { LARGEST_SIDE } from '@/experiment/data/item-shape';

/** How pictures of any size become images of one. */
export interface PictureOptions {
  /** Pixels each way, `LEAST_SIDE` to `LARGEST_SIDE`. */
  side: number;
  color: boolean;
  /** `crop` keeps the middle square; `fit` keeps the whole picture and fills the rest with black. */
  fit: 'crop' | 'fit';
  /** Dark becomes light: networks learn light things on dark more easily. */
  invert: boolean;
}

export const LEAST_SIDE = 8;

export const FIRST_OPTIONS: PictureOptions = { side: 32, color: false, fit: 'crop', invert: false };

/** Whether options are such that pictures can be read. */
export const isPossible = ({ side }: PictureOptions): boolean => Number.isInteger(side) && side >= LEAST_SIDE && side <= LARGEST_SIDE;

/**
 * Averages a picture that is `times` as large each way down to an image.
 *
 * @param rgba (side * times)^2 opaque pixels
 * @param target side * side * (1 or 3) bytes to write to
 */
export function writeImage(rgba: Uint8ClampedArray, times: number, { side, color, invert }: PictureOptions, target: Uint8Array): void {
  const row = side * times * 4;
  const area = times * times;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let dy = 0; dy < times; dy++) {
        let from = (y * times + dy) * row + x * times * 4;
        for (let dx = 0; dx < times; dx++, from += 4) {
          red += rgba[from]!;
          green += rgba[from + 1]!;
          blue += rgba[from + 2]!;
        }
      }
      const values = color ? [red / area, green / area, blue / area] : [lumaOf(red, green, blue) / area];
      const to = (y * side + x) * values.length;
      values.forEach((value, c) => {
        target[to + c] = Math.round(invert ? 255 - value : value);
      });
    }
  }
}
