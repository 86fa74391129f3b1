import type { Paint, Part } from './canvas';
import { type Cloth, contrastingTone, flat, shaded, weave } from './cloth';
import type { Dice } from './dice';
import { grain, valueNoise } from './noise';
import { box, curve, ellipse, stroke } from './path';
import { onIt } from './torso';

// Shoes are seen from the side, toe to the left: x from 0 (toe) to 28 (heel); y is negative upwards from the ground at 0.

/** A sneaker: low, long, laced, on a rubber sole. */
export function sneaker(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 20, medium: 40, light: 20, white: 20 },
    folds: 0.3,
    foldSize: [3, 3],
    texture: 0.16,
    prints: { plain: 88, stripes: 0, pinstripes: 2, plaid: 1, blotches: 4, dots: 0, panel: 0 },
  });
  const high = dice.chance(0.3);
  const tongue = high ? dice.between(11.5, 17.5) : dice.bell(8, 12);
  const heel = high ? tongue - dice.between(0.5, 4.5) : dice.bell(7, 10.5);
  const dip = high ? Math.min(tongue, heel) - dice.between(-0.4, 2) : Math.min(tongue, heel) - dice.between(0.2, 2.2);
  const sole = dice.between(1.4, 3.2);
  const top = high ? dice.between(15, 20.5) : dice.between(13, 17.5);
  const upper = [
    ...curve(
      [
        0.3,
        -sole + 0.6,
        0.4,
        -sole - 1.3,
        3,
        -sole - dice.between(2.2, 3.4),
        8,
        -tongue * (high ? dice.between(0.44, 0.58) : 0.6),
        top - 1.5,
        -tongue,
      ],
      3,
    ),
    ...curve([top + dice.between(0.5, 2), -tongue + 0.3, (top + 25) / 2, -dip, 24.2, -dip - (heel - dip) * 0.4, 26.6, -heel], 3),
    ...curve([27.6, -heel + 0.4, 27, -5, 27.6, -sole + 0.6], 2),
  ];
  const parts: Part[] = [{ path: upper, paint: cloth.paint }, ...trainerSole(dice, sole, cloth)];
  parts.push(...panels(dice, sole, dip, cloth));
  if (dice.chance(0.65)) parts.push(...laces(dice, top - 0.5, tongue, cloth));
  if (dice.chance(0.5)) parts.push(onIt(ellipse(20.5, -dip, dice.between(2, 4.5), dice.between(0.6, 1.6)), flat(0), dice.between(0.4, 1)));
  return parts;
}

function trainerSole(dice: Dice, height: number, cloth: Cloth): Part[] {
  const tone = dice.pick({ same: 3, dark: 3.5, bright: 3.5 });
  const grey = tone === 'same' ? cloth.tone : tone === 'dark' ? dice.between(0.05, 0.35) : dice.between(0.7, 1);
  const lift = dice.between(0, 1.2);
  const path = [
    ...curve([0, -height - 0.4, 8, -height + 0.3, 18, -height, 28, -height - 0.5], 2),
    27.8,
    0,
    ...curve([20, 0, 6, 0.1, 1.2, -lift, 0, -height - 0.4], 2),
  ];
  const parts: Part[] = [
    { path, paint: flat(grey) },
    onIt(stroke([0, -height, 8, -height + 0.4, 28, -height], 0.6), flat(dice.chance(0.6) ? 0 : 1), dice.between(0.1, 0.6)),
  ];
  if (dice.chance(0.35)) parts.push(onIt(box(-1, -0.8, 30, 1), (x) => (grain(x, 3) > 0.5 ? 0.7 : 0.1), dice.between(0.3, 0.9)));
  return parts;
}

/** What is sewn on a sneaker's side: stripes, a swoosh, a badge, patches of another grey. */
function panels(dice: Dice, sole: number, dip: number, cloth: Cloth): Part[] {
  const ink = flat(contrastingTone(dice, cloth.tone));
  const kind = dice.pick({ none: 3, stripes: 1.5, swoosh: 1.5, badge: 1, patches: 4 });
  const opacity = dice.between(0.4, 1);
  if (kind === 'stripes') {
    return [0, 1, 2].map((i) => onIt(stroke([12 + i * 2.2, -dip - 0.5, 14.5 + i * 2.2, -sole], 1), ink, opacity));
  }
  if (kind === 'swoosh') return [onIt(stroke(curve([10, -sole - 2.6, 13, -sole - 1.3, 23, -dip + 0.6], 4), 1.8, 0.3), ink, opacity)];
  if (kind === 'badge') return [onIt(ellipse(17, -sole - 2.8, 1.8, 1.8), ink, opacity)];
  if (kind === 'none') return [];
  const u = dice.between(0, 64);
  const patches: Paint = (x, y) => cloth.paint(x, y) * (0.55 + 0.9 * valueNoise(x * 0.45 + u, y * 0.55 + u));
  return [onIt(box(-2, -20, 30, -sole), patches, opacity)];
}

function laces(dice: Dice, top: number, tongue: number, cloth: Cloth): Part[] {
  const parts: Part[] = [];
  const paint = flat(dice.chance(0.5) ? 0 : Math.min(1, cloth.tone + 0.4));
  const opacity = dice.between(0.3, 0.9);
  for (let i = 0; i < 4; i++) {
    const x = top - 1.6 * i;
    const y = -tongue * (0.93 - 0.1 * i);
    parts.push(onIt(stroke([x - 0.4, y, x + 1.6, y + 1.4], 0.6), paint, opacity));
  }
  return parts;
}

/** An ankle boot: a shaft over the foot, on anything from a flat sole to a stiletto. */
export function boot(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 14, medium: 46, light: 20, white: 20 },
    folds: 0.35,
    foldSize: [3, 4],
    texture: 0.16,
    prints: { plain: 94, stripes: 0, pinstripes: 0, plaid: 0, blotches: 6, dots: 0, panel: 0 },
  });
  const lift = dice.pick({ flat: 30, block: 32, high: 38 });
  const heel = lift === 'flat' ? dice.between(1, 2.2) : lift === 'block' ? dice.between(2.4, 4.5) : dice.between(6, 11);
  const sole = lift === 'high' ? dice.between(0.4, 2.5) : dice.between(0.8, 2);
  const shaft = dice.bell(10, 17) + heel * dice.between(0.5, 1.1) + (dice.chance(0.25) ? dice.between(2, 8) : 0);
  const back = dice.between(24.4, 27);
  const front = dice.bell(10.5, 14.5);
  const ankle = front + dice.bell(-1, 1.6);
  const instep = -sole - dice.bell(5, 8) - heel * 0.45;
  const upper = [
    ...curve(
      [0.2, -sole, 0.4, -sole - 1.5, 3.6, -sole - dice.between(2.2, 3.6), ankle - 2.5, instep + 1.6, ankle, instep - 1.5, front, -shaft],
      3,
    ),
    ...curve([front + 0.2, -shaft, (front + back) / 2, -shaft + dice.bell(-0.6, 1.2), back, -shaft + dice.bell(-0.5, 0.6)], 2),
    ...curve([back, -shaft, back - dice.between(0.2, 1.4), -heel - 6, 26.8, -heel - 2.5, 26.2, -heel], 3),
    ...curve([26.2, -heel, 19.5, -heel, 14, -(heel + sole) / 2, 10.5, -sole], 3),
  ];
  const parts: Part[] = [...bootHeel(dice, lift, heel, sole, cloth), { path: upper, paint: cloth.paint }];
  if (dice.chance(0.4))
    parts.push(onIt(stroke([0, -sole, 10, -sole, 19, -heel, 27, -heel], 0.7), flat(dice.chance(0.6) ? 0 : 1), dice.between(0.15, 0.6)));
  parts.push(...shaftDetails(dice, { front, back, shaft, instep, heel, cloth }));
  return parts;
}

function bootHeel(dice: Dice, lift: string, heel: number, sole: number, cloth: Cloth): Part[] {
  const paint = dice.chance(0.6) ? shaded(cloth.paint, dice.between(0.7, 1.15)) : flat(dice.between(0.1, 0.9));
  const tread: Part = { path: [0, -sole - 0.3, 12, -sole - 0.3, 11, 0, 1.2, 0], paint };
  if (lift === 'flat' || dice.chance(0.08))
    return [{ path: [0, -sole - 0.3, 12, -sole - 0.3, 20, -heel - 0.3, 27, -heel - 0.3, 27, 0, 1, 0], paint }];
  const width = lift === 'high' ? dice.between(1.4, 6.5) : dice.between(5.5, 8.5);
  const column: Part = { path: [26 - Math.max(width, 3.5), -heel - 0.6, 26.8, -heel - 1.2, 26.6, 0, 26.6 - width, 0], paint };
  return [tread, column];
}

interface Shaft {
  front: number;
  back: number;
  shaft: number;
  instep: number;
  heel: number;
  cloth: Cloth;
}

/** Elastic, zip, laces, cuff, straps and the tab at the back. */
function shaftDetails(dice: Dice, { front, back, shaft, instep, heel, cloth }: Shaft): Part[] {
  const parts: Part[] = [];
  const middle = (front + back) / 2;
  const kind = dice.pick({ plain: 34, elastic: 18, laces: 20, cuff: 10, straps: 10, zip: 8 });
  const ink = flat(contrastingTone(dice, cloth.tone));
  const opacity = dice.between(0.2, 0.9);
  if (kind === 'elastic')
    parts.push(onIt([middle - 2.6, -shaft - 1, middle + 2.4, -shaft - 1, middle + 1, instep + 1, middle - 1, instep + 1], ink, opacity));
  if (kind === 'zip') parts.push(onIt(stroke([middle + 1, -shaft, middle + 2, -heel - 2], 0.7), flat(dice.chance(0.5) ? 0 : 1), opacity));
  if (kind === 'cuff') parts.push(onIt(box(front - 3, -shaft - 2, back + 3, -shaft + dice.between(2, 5)), ink, opacity));
  if (kind === 'straps') {
    for (let y = instep - 1; y > -shaft; y -= dice.between(2, 4))
      parts.push(onIt(stroke([front - 3, y, back + 1, y - 1], 1), ink, opacity * 0.7));
  }
  if (kind === 'laces') {
    for (let y = instep + 1; y > -shaft; y -= dice.between(1.5, 2.4))
      parts.push(onIt(stroke([front - 2.5, y, front + 3, y - 0.6], 0.7), ink, opacity));
  }
  if (dice.chance(0.25))
    parts.push({ path: stroke([back - 1, -shaft + 0.5, back, -shaft - dice.between(0.5, 1.6)], 1), paint: cloth.paint });
  return parts;
}
