import type { Part } from './canvas';
import { flat, shaded, weave } from './cloth';
import type { Dice } from './dice';
import { box, curve, mirror, stroke, symmetric } from './path';
import { onIt } from './torso';

/** Trousers: two legs from one waist. */
export function trousers(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 16, medium: 38, light: 20, white: 26 },
    folds: 0.28,
    foldSize: [1.8, 8],
    texture: 0.2,
    prints: { plain: 90, stripes: 2, pinstripes: 1, plaid: 1, blotches: 5, dots: 1, panel: 0 },
  });
  const kind = dice.pick({ slim: 64, straight: 24, wide: 8, shorts: 4 });
  const bottom = kind === 'shorts' ? dice.between(13, 20) : 28;
  const hip = kind === 'shorts' ? dice.bell(6, 8) : dice.bell(3.2, 5.4) + (kind === 'wide' ? 1 : 0);
  const waist = hip - dice.bell(0, 1);
  const crotch = kind === 'shorts' ? dice.between(6, 9) : dice.bell(6.5, 11);
  const legWidth = kind === 'slim' ? hip * dice.bell(0.45, 0.68) : hip * dice.bell(0.72, 0.98);
  const spread = kind === 'wide' || kind === 'shorts' ? dice.bell(0, 3) : dice.bell(-0.4, 1.7);
  const crossed = dice.chance(0.3) ? dice.bell(0.4, 2.4) : 0;
  const foot = hip - legWidth / 2 - 0.1 + spread;
  const right = leg(dice, { waist, hip, crotch, foot, bottom, width: legWidth, knee: dice.bell(-0.4, 0.6) });
  const left = mirror(
    leg(dice, { waist, hip, crotch, foot: foot - crossed, bottom, width: legWidth, knee: dice.bell(-0.4, 0.6) + crossed * 0.6 }),
  );
  const gain = 1 + dice.bell(-0.15, 0.15);
  const parts: Part[] = [
    { path: left, paint: shaded(cloth.paint, gain) },
    { path: right, paint: cloth.paint },
    { path: symmetric([0, 0, waist, 0, hip, crotch * 0.6, hip - 0.4, crotch, 0, crotch + 0.3]), paint: cloth.paint },
  ];
  if (dice.chance(0.5)) parts.push(onIt(box(-9, -1, 9, dice.between(0.8, 1.8)), flat(dice.chance(0.5) ? 0 : 1), dice.between(0.1, 0.5)));
  if (dice.chance(0.45)) parts.push(onIt(stroke([0.2, 0.5, 0, crotch + 1], 0.6), flat(dice.chance(0.6) ? 0 : 1), dice.between(0.1, 0.5)));
  if (dice.chance(0.35)) parts.push(...slantPockets(dice, waist));
  if (dice.chance(0.35)) parts.push(...fadedLegs(dice, hip, foot));
  if (dice.chance(0.1)) parts.push(...worn(dice, foot));
  return parts;
}

interface Leg {
  waist: number;
  hip: number;
  crotch: number;
  /** The foot's middle. */
  foot: number;
  bottom: number;
  /** Width at the foot. */
  width: number;
  /** How far the knee bends outwards. */
  knee: number;
}

function leg(dice: Dice, { waist, hip, crotch, foot, bottom, width, knee }: Leg): number[] {
  const middle = (crotch + bottom) / 2;
  const half = width / 2;
  const end = bottom + dice.bell(-0.5, 0.3);
  return [
    ...[-0.1, 0, waist, 0],
    ...curve([waist, 0, hip, crotch * 0.65, (hip + foot + half) / 2 + knee, middle, foot + half, end], 3),
    ...curve([foot - half, end, (foot - half + 0.15) / 2 + knee * 0.7, middle, 0.1, crotch], 3),
    ...[-0.3, crotch],
  ];
}

function slantPockets(dice: Dice, waist: number): Part[] {
  const line = stroke([waist - 1.4, 1, waist + 0.2, dice.between(3, 4.6)], 0.6);
  const paint = flat(dice.chance(0.6) ? 0 : 1);
  const opacity = dice.between(0.1, 0.4);
  return [onIt(line, paint, opacity), onIt(mirror(line), paint, opacity)];
}

/** A lighter streak down each leg, as on washed denim. */
function fadedLegs(dice: Dice, hip: number, foot: number): Part[] {
  const streak = stroke([hip * 0.55, 5, hip * 0.5, 13, foot, 24], dice.between(1, 1.8), 0.4);
  const opacity = dice.between(0.1, 0.45);
  return [onIt(streak, flat(1), opacity), onIt(mirror(streak), flat(1), opacity)];
}

/** Tears at the knees. */
function worn(dice: Dice, foot: number): Part[] {
  const tear = box(foot - 1, dice.between(14, 17), foot + 1, dice.between(17.5, 19));
  const paint = flat(dice.chance(0.7) ? 0 : 1);
  const opacity = dice.between(0.3, 0.8);
  return [onIt(tear, paint, opacity), onIt(mirror(tear), paint, opacity)];
}
