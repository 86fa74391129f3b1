import type { Part } from './canvas';
import { type Cloth, flat, shaded, weave } from './cloth';
import { buttons, cuffBands, hemBand, hood, pockets, shirtCollar, standCollar, upperBody } from './details';
import type { Dice } from './dice';
import { box, mirror, stroke, symmetric } from './path';
import { frontLine, longSleeve, onIt, type Torso } from './torso';

/** A coat or a jacket: long sleeves, open or closing down the front. */
export function coat(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 14, medium: 28, light: 48, white: 10 },
    folds: 0.34,
    foldSize: [2.2, 6],
    texture: 0.22,
    prints: { plain: 89, stripes: 0, pinstripes: 0, plaid: 2, blotches: 5, dots: 0, panel: 4 },
  });
  const long = dice.chance(0.35);
  const length = long ? dice.between(27, 34) : dice.bell(20, 28);
  const chest = long ? dice.bell(4.3, 7) : dice.bell(4.8, 7.6);
  const neck = dice.bell(2, 3.9);
  const torso: Torso = {
    neck,
    neckDepth: 1.4,
    neckline: 'round',
    shoulder: chest + dice.bell(0, 1.8),
    slope: dice.bell(1.3, 3.8),
    chest,
    armpit: dice.bell(7.5, 11),
    side: [chest + dice.bell(-1.2, 0.4), length * 0.58, chest + dice.bell(-0.8, long ? 2.6 : 1.2), length],
    hemDrop: dice.bell(-0.4, 0.8),
  };
  const hanging = longSleeve(dice, torso, dice.bell(-0.7, 2.3), long ? dice.between(20, 26) : Math.max(length - 1, dice.between(23, 28.5)));
  const sleeve = { ...hanging, cuffWidth: hanging.cuffWidth + dice.between(0, 0.8) };
  const parts = upperBody(dice, torso, sleeve, cloth);
  if (dice.chance(0.16)) parts.push(...quilting(dice, length));
  parts.push(...seams(dice, torso, length));
  parts.push(...front(dice, torso, cloth, length));
  if (dice.chance(0.45)) parts.push(...pockets(dice, chest * 0.55, dice.between(13, length - 5)));
  if (dice.chance(0.2)) parts.push(...pockets(dice, chest * 0.5, dice.between(7, 10)));
  if (!long && dice.chance(0.5)) parts.push(...hemBand(dice, torso, cloth));
  if (dice.chance(0.4)) parts.push(...cuffBands(dice, sleeve, cloth));
  if (long && dice.chance(0.3)) parts.push(...belt(dice, cloth));
  return parts;
}

/** Collar and closure. */
function front(dice: Dice, torso: Torso, cloth: Cloth, length: number): Part[] {
  const neck = dice.pick({ stand: 42, hood: 28, collar: 18, lapels: 12 });
  if (neck === 'lapels') return lapels(dice, torso, cloth, length);
  const parts =
    neck === 'stand' ? standCollar(dice, torso, cloth) : neck === 'hood' ? hood(dice, torso, cloth) : shirtCollar(dice, torso, cloth);
  if (dice.chance(0.3)) return [...parts, ...buttons(dice, 2, length, cloth)];
  const x = dice.bell(-1.2, 1.2);
  const zip = frontLine(x, dice.between(-1, 2.5), length + 1, dice.between(0.5, 1.3));
  parts.push(onIt(zip, flat(dice.chance(0.6) ? 0 : 1), dice.between(0, 0.7) * dice.between(0, 1)));
  if (dice.chance(0.4))
    parts.push(onIt(frontLine(x + dice.between(0.9, 1.6), 1, length + 1, 0.8), flat(dice.chance(0.6) ? 1 : 0), dice.between(0, 0.3)));
  if (dice.chance(0.2)) parts.push(onIt(frontLine(x - 1, 1, length + 1, 0.8), flat(1), dice.between(0, 0.3)));
  return parts;
}

/** Lapels, closed by a few buttons or open over a dark lining. */
function lapels(dice: Dice, torso: Torso, cloth: Cloth, length: number): Part[] {
  const depth = dice.between(5, 14);
  const w = torso.neck;
  const paint = shaded(cloth.paint, dice.between(0.8, 1.3));
  const opening = symmetric([w * 0.8, -2, w * 0.75, 0.4, 0, depth]);
  const lapel = [w * 0.4, -0.8, w + 0.6, 0.2, w + dice.between(0.8, 2), dice.between(3, 5), 0.1, depth + 0.5, w * 0.55, 2];
  const edge = stroke([w + 0.6, 0.6, w + 1.2, 4, 0.1, depth + 0.5], 0.6);
  const opacity = dice.between(0.1, 0.5);
  const parts: Part[] = [
    onIt(opening, flat(cloth.tone * dice.between(0, 0.6))),
    { path: lapel, paint },
    { path: mirror(lapel), paint },
    onIt(edge, flat(0), opacity),
    onIt(mirror(edge), flat(0), opacity),
  ];
  if (dice.chance(0.3))
    parts.push(onIt(stroke([0, depth, 0, length + 2], 0.4, dice.between(0.6, 4)), flat(cloth.tone * dice.between(0, 0.4))));
  else parts.push(...buttons(dice, depth, length, cloth));
  return parts;
}

/** Yoke, darts and panels: the many faint lines of something sewn from heavy cloth. */
function seams(dice: Dice, torso: Torso, length: number): Part[] {
  const parts: Part[] = [];
  const strength = dice.between(0, 0.4) * dice.between(0, 1);
  const line = (path: number[], both: boolean) => {
    const paint = flat(dice.chance(0.55) ? 0 : 1);
    const opacity = strength * dice.between(0.2, 1);
    parts.push(onIt(path, paint, opacity));
    if (both) parts.push(onIt(mirror(path), paint, opacity));
  };
  if (dice.chance(0.4)) line(box(-torso.shoulder, dice.between(5, 8.5), torso.shoulder, dice.between(8.6, 9.4)), false);
  const dart = dice.between(2, 4);
  if (dice.chance(0.6)) line(stroke([dart + 1, torso.slope, dart, length * 0.55, dart + 0.8, length], dice.between(0.5, 1)), true);
  if (dice.chance(0.5)) line(stroke([torso.chest + 0.2, torso.armpit, torso.chest - 0.6, length], dice.between(0.6, 1.2)), true);
  if (dice.chance(0.3)) line(box(-20, length * 0.55, 20, length * 0.55 + 0.8), false);
  return parts;
}

/** The seams of a padded jacket. */
function quilting(dice: Dice, length: number): Part[] {
  const parts: Part[] = [];
  const step = dice.between(1.8, 3.6);
  const opacity = dice.between(0.12, 0.4);
  for (let y = 4; y < length; y += step) parts.push(onIt(box(-20, y, 20, y + 0.7), flat(0), opacity));
  return parts;
}

function belt(dice: Dice, cloth: Cloth): Part[] {
  const y = dice.between(12, 16);
  return [onIt(box(-5.5, y, 5.5, y + dice.between(0.8, 1.8)), flat(cloth.tone > 0.5 ? 0.1 : 0.9), dice.between(0.2, 0.7))];
}
