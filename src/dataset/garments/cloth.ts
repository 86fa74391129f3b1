import type { Paint } from './canvas';
import type { Dice } from './dice';
import { grain, valueNoise } from './noise';

/** Kinds of print, with how often each occurs in a garment family. */
export interface PrintWeights {
  plain: number;
  stripes: number;
  pinstripes: number;
  plaid: number;
  blotches: number;
  dots: number;
  panel: number;
}

/** Mostly plain, as most garments are. */
export const MOSTLY_PLAIN: PrintWeights = { plain: 85, stripes: 5, pinstripes: 1, plaid: 1, blotches: 4, dots: 2, panel: 2 };

/** How dark, medium, light and white garments share a family. */
export interface ToneWeights {
  dark: number;
  medium: number;
  light: number;
  white: number;
}

/** What a garment is made of. */
export interface Cloth {
  /** Its colour as a grey, before folds and print. */
  tone: number;
  paint: Paint;
}

/** How a family's cloth is woven. */
export interface ClothOptions {
  tones: ToneWeights;
  prints?: PrintWeights;
  /** Strength of folds, 0 to 1. */
  folds?: number;
  /** Pixels across and along a fold. */
  foldSize?: readonly [number, number];
  /** Strength of pixel-sized texture. */
  texture?: number;
}

/** The darkest cloth: the background is black, and a garment must be seen. */
const FAINTEST = 0.07;

/** A grey for a garment. */
export function pickTone(dice: Dice, weights: ToneWeights): number {
  const kind = dice.pick({ ...weights });
  if (kind === 'dark') return dice.between(0.1, 0.42);
  if (kind === 'medium') return dice.between(0.4, 0.72);
  return kind === 'light' ? dice.between(0.68, 0.88) : dice.between(0.86, 1);
}

/** A grey that can be told from the first. */
export function contrastingTone(dice: Dice, tone: number): number {
  return tone > 0.5 ? dice.between(FAINTEST, tone - 0.2) : dice.between(tone + 0.25, 1);
}

/** Weaves a cloth: a tone, gradients of light, folds, texture and a print. */
export function weave(dice: Dice, options: ClothOptions): Cloth {
  const tone = pickTone(dice, options.tones);
  const print = pickPrint(dice, options.prints ?? MOSTLY_PLAIN, tone);
  const [foldX, foldY] = options.foldSize ?? [3, 11];
  const fold = (options.folds ?? 0.3) * dice.between(0.1, 1) * (tone > 0.8 ? 0.5 : 1);
  const rough = (options.texture ?? 0.1) * dice.between(0, 1) * dice.between(0, 1);
  const down = dice.bell(-0.2, 0.2);
  const rim = dice.bell(-0.25, 0.25);
  const sideways = dice.bell(-0.12, 0.12);
  const u = dice.between(0, 64);
  const v = dice.between(0, 64);
  const seed = Math.floor(dice.between(0, 4096));
  const scaleX = 1 / (foldX * dice.between(0.7, 1.5));
  const scaleY = 1 / (foldY * dice.between(0.7, 1.5));
  return {
    tone,
    paint: (x, y) => {
      const across = (x - 13.5) / 14;
      const along = (y - 13.5) / 14;
      const light = 1 + down * along + sideways * across + rim * (across * across * 2 - 0.3);
      const folded = 1 + fold * (2 * valueNoise(x * scaleX + u, y * scaleY + v) - 1);
      return Math.max(FAINTEST, print(x, y) * light * folded + rough * (grain(x + seed, y + (seed >> 6)) - 0.5));
    },
  };
}

/** A cloth's paint made brighter or darker, as a sleeve turned from the light is. */
export function shaded(paint: Paint, gain: number, offset = 0): Paint {
  return (x, y) => paint(x, y) * gain + offset;
}

/** One grey all over. */
export function flat(tone: number): Paint {
  return () => tone;
}

function pickPrint(dice: Dice, weights: PrintWeights, tone: number): Paint {
  const kind = dice.pick({ ...weights });
  if (kind === 'plain') return () => tone;
  const other = contrastingTone(dice, tone);
  const mix = (share: number) => tone + (other - tone) * share;
  if (kind === 'stripes') {
    const period = dice.between(1.9, 6);
    const width = dice.between(0.3, 0.6);
    const phase = dice.between(0, 6);
    return (_x, y) => mix(inBand(y + phase, period, width));
  }
  if (kind === 'pinstripes') {
    const period = dice.between(1.8, 4);
    const strength = dice.between(0.2, 0.7);
    const phase = dice.between(0, 4);
    return (x) => mix(strength * inBand(x + phase, period, 0.45));
  }
  if (kind === 'plaid') {
    const across = dice.between(2.2, 5);
    const down = across * dice.between(0.85, 1.2);
    const phase = dice.between(0, 5);
    const share = dice.between(0.35, 0.6);
    return (x, y) => mix(0.5 * inBand(x + phase, across, share) + 0.5 * inBand(y + phase, down, share));
  }
  if (kind === 'panel') {
    const edge = dice.between(6, 20);
    return (_x, y) => mix(Math.min(1, Math.max(0, y - edge)));
  }
  const u = dice.between(0, 64);
  const v = dice.between(0, 64);
  if (kind === 'dots') {
    const period = dice.between(2.5, 4.5);
    return (x, y) => mix(inBand(x + u + (inBand(y + v, 2 * period, 0.5) > 0.5 ? period / 2 : 0), period, 0.4) * inBand(y + v, period, 0.4));
  }
  const size = 1 / dice.between(1.3, 3.2);
  const threshold = dice.between(0.4, 0.6);
  const sharpness = dice.between(3, 12);
  return (x, y) => mix(Math.min(1, Math.max(0, 0.5 + sharpness * (valueNoise(x * size + u, y * size + v) - threshold))));
}

/** 1 within the first `share` of each period, 0 in the rest, with edges half a pixel soft. */
function inBand(position: number, period: number, share: number): number {
  const within = position - period * Math.floor(position / period);
  const width = period * share;
  return Math.min(1, Math.max(0, Math.min(within + 0.5, width + 0.5 - within))) || 0;
}
