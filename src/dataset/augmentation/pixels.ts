import type { ImageSize } from '@/dataset/types';
import type { Random } from '@/experiment/random';

/** Makes a square black: size x size pixels about (x, y), as far as it lies in the image. With an even size its middle is the pixel right below. */
export function cutOut(image: Uint8Array, x: number, y: number, size: number, { height, width }: ImageSize): void {
  const half = Math.floor(size / 2);
  const [left, right] = [Math.max(0, x - half), Math.min(width, x - half + size)];
  const [top, bottom] = [Math.max(0, y - half), Math.min(height, y - half + size)];
  for (let row = top; row < bottom; row++) image.fill(0, row * width + left, row * width + right);
}

/** Adds normal noise of a deviation given in grey levels (0 to 255) to each pixel, rounded, and cut off at black and white. */
export function addNoise(image: Uint8Array, deviation: number, random: Random): void {
  for (let i = 0; i < image.length; i += 2) {
    // Box and Muller's transform gives two numbers at once.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    image[i] = asByte(image[i]! + radius * Math.cos(angle));
    image[i + 1] = asByte(image[i + 1]! + radius * Math.sin(angle));
  }
}

const asByte = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
