import type { ImageSize } from '@/dataset/types';
import type { DrawingWay } from '@/experiment/data/augmentations/drawing';
import type { Random } from '@/experiment/random';

/** Grays that people draw with: from the drawing pad's darkest to white. */
export const GRAYS = [80, 255] as const;

/** A number between two others, each as likely. */
export const between = ([from, to]: readonly [number, number], random: Random): number => from + (to - from) * random.next();

/** A garment to be filled. */
interface Garment {
  /** height * width numbers from 0 to 255. */
  gray: Float32Array;
  /** 1 where the garment is. */
  mask: Uint8Array;
}

type Fill = (drawn: Float32Array, garment: Garment, random: Random, size: ImageSize) => void;

/** How the area is filled, by the way to draw. */
export const FILLS: Record<Exclude<DrawingWay, 'outline'>, Fill> = {
  flat(drawn, { mask }, random) {
    const level = between(GRAYS, random);
    for (let at = 0; at < drawn.length; at++) if (mask[at]) drawn[at] = level;
  },
  posterized(drawn, { gray, mask }, random) {
    const count = 2 + random.below(3);
    const first = between(GRAYS, random);
    const last = between(GRAYS, random);
    const brightest = gray.reduce((most, value) => Math.max(most, value), 1);
    for (let at = 0; at < drawn.length; at++) {
      const level = Math.min(count - 1, Math.floor((gray[at]! / brightest) * count));
      if (mask[at]) drawn[at] = first + ((last - first) * level) / (count - 1);
    }
  },
  scribbled(drawn, { mask }, random, { width }) {
    const level = between(GRAYS, random);
    const angle = Math.PI * random.next();
    const [apart, thick] = [between(SCRIBBLE_APART, random), between(SCRIBBLE_THICK, random)];
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const start = random.next() * apart;
    for (let at = 0; at < drawn.length; at++) {
      if (!mask[at]) continue;
      const across = (at % width) * cos + Math.floor(at / width) * sin + start;
      const off = Math.abs((((across % apart) + apart) % apart) - apart / 2);
      drawn[at] = level * Math.min(1, Math.max(0, thick / 2 + 0.5 - off));
    }
  },
};

/** How far the lines of a scribble are apart, and how thick they are, in pixels. */
const SCRIBBLE_APART = [2.2, 5] as const;
const SCRIBBLE_THICK = [1, 2] as const;
