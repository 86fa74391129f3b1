import type { ImageSize } from '@/dataset/types';
import type { Random } from '@/experiment/random';
import { postureOf } from './posture';

/** Pixels brighter than this count for the garment's box. */
const FAINT = 12;

/** What one pixel of wobble brings with it: largest turn in radians, stretch and slant, as shares. */
const TURN = 0.07;
const STRETCH = 0.16;
const SLANT = 0.06;

/** The shortest and longest waves of a hand, in pixels. */
const WAVES = [9, 26] as const;

/** Sleeves are looked for at this share of the height, within this share of the width from either edge. */
const LOW = 0.68;
const NARROWER = 0.1;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Shape {
  mirrored: boolean;
  /** How far lines stray at most, in pixels. */
  wobble: number;
  /** The garment's class, as its data set names it. */
  className: string;
}

/**
 * The image with its garment turned, stretched, slanted and wavy by a little, and scaled so that its longest edge fills the image, in the middle: as the
 * drawing pad hands a drawing to the network.
 *
 * @param image height * width bytes
 * @returns height * width numbers from 0 to 255
 */
export function reshaped(image: Uint8Array, { mirrored, wobble, className }: Shape, random: Random, size: ImageSize): Float32Array {
  const { height, width } = size;
  const symmetric = (limit: number) => limit * (2 * random.next() - 1);
  const turn = symmetric(TURN * wobble);
  const slant = symmetric(SLANT * wobble);
  const stretch = Math.exp(symmetric(STRETCH * wobble));
  const across = wave(symmetric(wobble / 2), height, random);
  const along = wave(symmetric(wobble / 2), width, random);
  const box = boxOf(image, size);
  const { left, top, right, bottom } = box;
  const half = (right - left) / 2;
  const posture = postureOf(className, isWideBelow(image, box, size), random);
  const scale = Math.min(width / (Math.max(1, 2 * half * posture.reach) * stretch), height / Math.max(1, bottom - top));
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const sign = mirrored ? -1 : 1;
  const result = new Float32Array(image.length);
  for (let y = 0, at = 0; y < height; y++) {
    const fromY = y + 0.5 - height / 2;
    for (let x = 0; x < width; x++, at++) {
      const fromX = sign * (x + 0.5 - width / 2);
      const u = (cos * fromX + (sin + slant) * fromY) / (scale * stretch) + across[y]!;
      const v = (top + bottom) / 2 + (cos * fromY - sin * fromX) / scale + along[x]!;
      const source = posture.source(u / half, (v - top) / (bottom - top));
      if (source !== null) result[at] = sample(image, (left + right) / 2 + source * half - 0.5, v - 0.5, size);
    }
  }
  return result;
}

/** Offsets that rise and fall along `count` pixels, by `height` pixels at most. */
function wave(height: number, count: number, random: Random): Float32Array {
  const length = WAVES[0] + (WAVES[1] - WAVES[0]) * random.next();
  const start = random.next();
  return Float32Array.from({ length: count }, (_, i) => height * Math.sin(2 * Math.PI * (i / length + start)));
}

/** Whether a garment is nearly as wide below as where it is widest, as it is where long sleeves hang down. */
function isWideBelow(image: Uint8Array, { left, top, right, bottom }: Box, { width }: ImageSize): boolean {
  const row = Math.floor(top + LOW * (bottom - top)) * width;
  const slack = NARROWER * (right - left);
  const lit = (from: number, to: number) => image.subarray(row + Math.floor(from), row + Math.ceil(to)).some((value) => value > FAINT);
  return lit(left, left + slack) && lit(right - slack, right);
}

/** The edges of the garment's box, in pixels; those of the whole image where there is no garment. */
function boxOf(image: Uint8Array, { height, width }: ImageSize): Box {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (image[at]! <= FAINT) continue;
      if (x < box.left) box.left = x;
      if (x >= box.right) box.right = x + 1;
      if (y < box.top) box.top = y;
      box.bottom = y + 1;
    }
  }
  return box.right > box.left ? box : { left: 0, top: 0, right: width, bottom: height };
}

/** The gray at a place between four pixels; black outside the image. */
function sample(image: Uint8Array, u: number, v: number, { height, width }: ImageSize): number {
  const left = Math.floor(u);
  const top = Math.floor(v);
  if (left < -1 || top < -1 || left >= width || top >= height) return 0;
  const isLeft = left >= 0;
  const isRight = left < width - 1;
  const at = top * width + left;
  const shareX = u - left;
  const shareY = v - top;
  const above = top < 0 ? 0 : mixed(isLeft ? image[at]! : 0, isRight ? image[at + 1]! : 0, shareX);
  const below = top >= height - 1 ? 0 : mixed(isLeft ? image[at + width]! : 0, isRight ? image[at + width + 1]! : 0, shareX);
  return mixed(above, below, shareY);
}

const mixed = (a: number, b: number, share: number): number => a + share * (b - a);
