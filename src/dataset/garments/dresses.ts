import type { Part } from './canvas';
import { contrastingTone, flat, weave } from './cloth';
import { buttons, chestPrint, neckBand, neckOpening, upperBody } from './details';
import type { Dice } from './dice';
import { box, stroke } from './path';
import { longSleeve, onIt, type Sleeve, shortSleeve, type Torso } from './torso';

/** A dress: a torso that goes on to the bottom of the picture, mostly narrow. */
export function dress(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 18, medium: 38, light: 18, white: 26 },
    folds: 0.5,
    foldSize: [1.6, 18],
    texture: 0.1,
    prints: { plain: 68, stripes: 6, pinstripes: 1, plaid: 1, blotches: 24, dots: 2, panel: 4 },
  });
  const arms = dice.pick({ none: 37, cap: 31, long: 32 });
  const torso = dressTorso(dice, arms === 'none');
  const sleeve = dressSleeve(dice, torso, arms);
  const parts = [...upperBody(dice, torso, sleeve, cloth), ...neckOpening(dice, torso, cloth)];
  const waist = torso.side[1]!;
  if (dice.chance(0.3))
    parts.push(onIt(box(-12, waist - 0.5, 12, waist + dice.between(0.3, 1.2)), flat(dice.chance(0.7) ? 0 : 1), dice.between(0.15, 0.7)));
  if (dice.chance(0.12)) parts.push(onIt(box(-20, waist, 20, 40), flat(contrastingTone(dice, cloth.tone)), dice.between(0.4, 0.95)));
  if (dice.chance(0.25)) parts.push(...pleats(dice, waist));
  if (dice.chance(0.25)) parts.push(...neckBand(dice, torso, cloth));
  if (dice.chance(0.08)) parts.push(...buttons(dice, torso.neckDepth, 28, cloth));
  if (dice.chance(0.06)) parts.push(...chestPrint(dice, 0, 5, 2, 5, cloth));
  return parts;
}

/** Slimmer than a coat's; none at all on a bare dress. */
function dressSleeve(dice: Dice, torso: Torso, arms: 'none' | 'cap' | 'long'): Sleeve | null {
  if (arms === 'none') return null;
  const sleeve =
    arms === 'cap' ? shortSleeve(dice, torso, dice.bell(2, 9)) : longSleeve(dice, torso, dice.bell(-0.8, 1.6), dice.bell(10, 22));
  return { ...sleeve, cuffWidth: sleeve.cuffWidth * 0.8 };
}

function dressTorso(dice: Dice, bare: boolean): Torso {
  const chest = dice.bell(2.9, bare ? 5.4 : 6.4);
  const neck = dice.bell(1.2, 2.6);
  const cut = dice.pick({ sheath: 50, flared: 38, gown: 12 });
  const waistY = dice.bell(9.5, 14);
  const waist = chest - dice.bell(0, 1.2);
  const hem = cut === 'sheath' ? chest + dice.bell(-1, 0.8) : cut === 'flared' ? chest + dice.bell(0.8, 5) : chest + dice.bell(-0.5, 2);
  const hip = cut === 'sheath' ? chest + dice.bell(-0.3, 0.9) : (waist + hem) / 2 + dice.bell(-0.3, 0.8);
  return {
    neck,
    neckDepth: dice.bell(0.8, 4.5),
    neckline: dice.pick({ round: 55, vee: 27, boat: 8, square: 10 }),
    shoulder: bare ? Math.max(neck + dice.between(0.6, 2), chest - dice.between(0.2, 1.8)) : chest + dice.bell(-0.2, 0.9),
    slope: dice.bell(0.4, 1.8),
    chest,
    armpit: dice.bell(5.2, 8),
    side: [waist, waistY, hip, cut === 'sheath' ? waistY + 5 : (waistY + 28) / 2, hem, 28],
    hemDrop: dice.bell(-0.8, 0.8),
  };
}

/** Folds that fan out from the waist. */
function pleats(dice: Dice, waist: number): Part[] {
  const parts: Part[] = [];
  const opacity = dice.between(0.1, 0.4);
  const paint = flat(dice.chance(0.7) ? 0 : 1);
  const spread = dice.between(1, 2.2);
  for (let x = -3; x <= 3; x += dice.between(1, 2)) parts.push(onIt(stroke([x * 0.8, waist, x * spread, 29], 0.3, 0.9), paint, opacity));
  return parts;
}
