import type { Part } from './canvas';
import { type Cloth, flat, MOSTLY_PLAIN, type PrintWeights, weave } from './cloth';
import {
  buttons,
  chestPrint,
  cuffBands,
  hemBand,
  hood,
  neckBand,
  neckOpening,
  pockets,
  shirtCollar,
  standCollar,
  upperBody,
} from './details';
import type { Dice } from './dice';
import { box, mirror } from './path';
import { frontLine, longSleeve, onIt, shortSleeve, type Torso } from './torso';

const BLOUSE_PRINTS: PrintWeights = { plain: 52, stripes: 4, pinstripes: 6, plaid: 6, blotches: 26, dots: 4, panel: 2 };
const SHIRT_PRINTS: PrintWeights = { plain: 62, stripes: 1, pinstripes: 7, plaid: 17, blotches: 9, dots: 3, panel: 1 };

/** A T-shirt, a polo shirt or a tank top. */
export function tee(dice: Dice): Part[] {
  const kind = dice.pick({ tee: 72, tank: 17, fitted: 7, crop: 4 });
  if (kind === 'tank') return tank(dice, weave(dice, { tones: { dark: 20, medium: 40, light: 20, white: 20 }, folds: 0.3 }));
  const cloth = weave(dice, { tones: { dark: 24, medium: 38, light: 19, white: 19 }, folds: 0.18, texture: 0.1 });
  const length = kind === 'crop' ? dice.between(15, 21) : dice.bell(23, 29);
  const torso = topTorso(dice, { length, wide: kind === 'crop' ? 1.5 : 0 });
  const sleeve =
    kind === 'fitted' ? longSleeve(dice, torso, dice.bell(-0.2, 2.4), dice.between(14, 22)) : shortSleeve(dice, torso, dice.bell(4.5, 11));
  const parts = [...upperBody(dice, torso, sleeve, cloth), ...neckOpening(dice, torso, cloth)];
  if (dice.chance(0.08)) parts.push(...shirtCollar(dice, torso, cloth), ...buttons(dice, 1.5, dice.between(5, 8), cloth));
  else if (dice.chance(0.5)) parts.push(...neckBand(dice, torso, cloth));
  if (dice.chance(0.45)) parts.push(...chestPrint(dice, 0, dice.between(5, 9), dice.between(2, 4.8), dice.between(3, 11), cloth));
  if (dice.chance(0.25)) parts.push(...hemBand(dice, torso, cloth));
  return parts;
}

/** A sleeveless top with straps. */
function tank(dice: Dice, cloth: Cloth): Part[] {
  const thin = dice.chance(0.4);
  const neck = dice.bell(1.8, 4.4);
  const shoulder = neck + (thin ? dice.between(0.6, 1.2) : dice.between(1.4, 3));
  const chest = Math.max(shoulder + 0.4, dice.bell(4.8, 7.2));
  const length = dice.bell(23, 29);
  const torso: Torso = {
    neck,
    neckDepth: dice.bell(2, 9),
    neckline: dice.pick({ round: 5, vee: 3, boat: 0, square: 2 }),
    shoulder,
    slope: dice.between(0.2, 0.9),
    chest,
    armpit: dice.bell(6.5, 10.5),
    side: [chest + dice.bell(-1, 0.4), length * 0.6, chest + dice.bell(-0.8, 2.2), length],
    hemDrop: dice.bell(-1, 1.6),
  };
  const parts = [...upperBody(dice, torso, null, cloth), ...neckOpening(dice, torso, cloth)];
  if (dice.chance(0.4)) parts.push(...neckBand(dice, torso, cloth));
  if (dice.chance(0.3)) parts.push(...chestPrint(dice, 0, torso.neckDepth + 2, dice.between(2, 4), dice.between(3, 8), cloth));
  return parts;
}

/** A pullover: long sleeves, no opening down the front. */
export function pullover(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 32, medium: 37, light: 10, white: 21 },
    folds: 0.22,
    texture: 0.1,
    prints: { ...MOSTLY_PLAIN, plain: 83, stripes: 8, panel: 3, blotches: 4 },
  });
  const length = dice.bell(21, 29);
  const torso = topTorso(dice, { length, wide: dice.between(-0.4, 0.8) });
  const sleeve = longSleeve(
    dice,
    torso,
    dice.bell(-0.4, 2.6),
    dice.chance(0.85) ? Math.max(length, dice.between(24, 29)) : dice.between(18, 24),
  );
  const parts = [...upperBody(dice, torso, sleeve, cloth)];
  const neck = dice.pick({ round: 86, hood: 8, stand: 3, zipped: 3 });
  if (neck === 'round') parts.push(...neckOpening(dice, torso, cloth));
  if (neck === 'round' && dice.chance(0.6)) parts.push(...neckBand(dice, torso, cloth));
  if (neck === 'hood') parts.push(...hood(dice, torso, cloth));
  if (neck === 'stand' || neck === 'zipped') parts.push(...standCollar(dice, torso, cloth));
  if (neck === 'zipped')
    parts.push(onIt(frontLine(0, -1, dice.between(5, 9), 0.8), flat(dice.chance(0.6) ? 0 : 1), dice.between(0.2, 0.7)));
  if (neck === 'hood' && dice.chance(0.5)) parts.push(...pockets(dice, 3, length - 7));
  if (dice.chance(0.4)) parts.push(...chestPrint(dice, 0, dice.between(6, 10), dice.between(2, 5), dice.between(3, 9), cloth));
  if (dice.chance(0.5)) parts.push(...hemBand(dice, torso, cloth));
  if (dice.chance(0.5)) parts.push(...cuffBands(dice, sleeve, cloth));
  return parts;
}

/** A shirt or a blouse. */
export function shirt(dice: Dice): Part[] {
  const kind = dice.pick({ blouse: 28, long: 48, short: 14, sleeveless: 10 });
  if (kind === 'sleeveless')
    return tank(dice, weave(dice, { tones: { dark: 20, medium: 40, light: 20, white: 20 }, prints: BLOUSE_PRINTS, folds: 0.5 }));
  const buttoned = kind === 'long' || kind === 'short';
  const cloth = weave(dice, {
    tones: { dark: 33, medium: 37, light: 17, white: 13 },
    folds: buttoned ? 0.42 : 0.55,
    foldSize: [2.2, 12],
    texture: 0.1,
    prints: buttoned ? SHIRT_PRINTS : BLOUSE_PRINTS,
  });
  const length = dice.bell(22, 29);
  const usual = topTorso(dice, { length, wide: kind === 'blouse' ? dice.between(-0.5, 1) : dice.between(-0.6, 0.3) });
  // A buttoned shirt has a narrow neck and a hem that hangs in the middle.
  const torso = buttoned ? { ...usual, hemDrop: dice.bell(-0.5, 2.4), neck: dice.bell(1.5, 2.9) } : usual;
  const long = kind === 'long' || (kind === 'blouse' && dice.chance(0.5));
  const sleeve = long ? longSleeve(dice, torso, dice.bell(-0.6, 2.2), dice.between(23, 28.5)) : shortSleeve(dice, torso, dice.bell(3, 10));
  const parts = upperBody(dice, torso, sleeve, cloth);
  if (buttoned) {
    if (dice.chance(0.82)) parts.push(...shirtCollar(dice, torso, cloth));
    else parts.push(...neckOpening(dice, torso, cloth));
    parts.push(...buttons(dice, 1.6, length + torso.hemDrop, cloth));
    if (dice.chance(0.35)) parts.push(...breastPocket(dice, cloth));
  } else {
    parts.push(...neckOpening(dice, torso, cloth));
    if (dice.chance(0.3)) parts.push(...neckBand(dice, torso, cloth));
    if (dice.chance(0.25)) parts.push(...buttons(dice, torso.neckDepth, dice.between(8, length), cloth));
  }
  if (long && dice.chance(0.5)) parts.push(...cuffBands(dice, sleeve, cloth));
  return parts;
}

function breastPocket(dice: Dice, cloth: Cloth): Part[] {
  const x = dice.between(1.8, 2.8);
  const pocket = box(x, 7, x + 2.6, 10.4);
  return [onIt(dice.chance(0.3) ? mirror(pocket) : pocket, flat(cloth.tone > 0.5 ? 0 : 1), dice.between(0.08, 0.3))];
}

/** The usual torso of a top, `length` long and `wide` pixels wider than usual on each side. */
function topTorso(dice: Dice, { length, wide }: { length: number; wide: number }): Torso {
  const chest = dice.bell(4.9, 7.4) + wide;
  const neck = dice.bell(1.7, 3.9);
  const hem = chest + dice.bell(-0.9, 1.4);
  return {
    neck,
    neckDepth: dice.chance(0.75) ? dice.between(0.9, 2.4) : dice.between(2.4, 5),
    neckline: dice.pick({ round: 70, vee: 20, boat: 8, square: 2 }),
    shoulder: Math.max(neck + 1.5, chest + dice.bell(0, 2.2)),
    slope: dice.bell(1.1, 3.4),
    chest,
    armpit: dice.bell(7, 10.5),
    side: [chest + dice.bell(-1, 0.5), length * 0.62, hem, length],
    hemDrop: dice.bell(-0.5, 1),
  };
}
