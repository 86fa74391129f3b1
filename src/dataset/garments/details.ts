import type { Paint, Part } from './canvas';
import { type Cloth, flat, shaded } from './cloth';
import type { Dice } from './dice';
import { grain, valueNoise } from './noise';
import { box, curve, ellipse, mirror, type Path, roundBox, stroke, symmetric } from './path';
import { armholeSeam, necklineOutline, onIt, type Sleeve, sleeveOutline, type Torso, torsoOutline } from './torso';

/** Body, sleeves, seams and shadows: what all clothes for the upper body share. */
export function upperBody(dice: Dice, torso: Torso, sleeve: Sleeve | null, cloth: Cloth): Part[] {
  const body: Part = { path: torsoOutline(torso), paint: cloth.paint };
  if (!sleeve) return [body];
  const arm = sleeveOutline(torso, sleeve);
  const gain = dice.bell(0.76, 1.4);
  const uneven = dice.bell(-0.08, 0.08);
  const sleeves: Part[] = [
    { path: arm, paint: shaded(cloth.paint, gain + uneven) },
    { path: mirror(arm), paint: shaded(cloth.paint, gain - uneven) },
  ];
  const layers = dice.chance(0.5) ? [body, ...sleeves] : [...sleeves, body];
  return [...layers, ...sleeveShadows(dice, torso, sleeve), ...armholes(dice, torso)];
}

/** What a hanging sleeve leaves between itself and the body. The real pictures are negatives, in which a shadow is bright. */
function sleeveShadows(dice: Dice, torso: Torso, sleeve: Sleeve): Part[] {
  const inner = sleeve.cuffX - sleeve.cuffWidth / 2;
  const path = stroke([torso.chest, torso.armpit - 0.5, inner, sleeve.cuffY], 0.3, dice.between(0.4, 1));
  const opacity = dice.between(0, 0.8);
  const paint = flat(dice.chance(0.6) ? 1 : 0);
  return sleeve.cuffY > 16 ? bothSides(path, paint, opacity) : [];
}

function armholes(dice: Dice, torso: Torso): Part[] {
  const seam = armholeSeam(torso, dice.between(0.4, 0.9));
  return bothSides(seam, flat(dice.chance(0.65) ? 0 : 1), dice.between(0, 0.35));
}

/** A detail and its mirror image. */
function bothSides(path: Path, paint: Paint, opacity: number): Part[] {
  return [onIt(path, paint, opacity), onIt(mirror(path), paint, opacity)];
}

/** The neck's opening: black, with the inside of the back showing in it more or less. */
export function neckOpening(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const parts = [onIt(necklineOutline(torso), flat(0))];
  const backDepth = Math.min(torso.neckDepth, dice.between(0.3, 1.6));
  if (dice.chance(0.75)) {
    const opening = necklineOutline(torso);
    // Only what lies in the opening: its outline, with the top cut off by the back's own neckline.
    const inner = opening.map((value, i) => (i % 2 === 1 && value < backDepth * 0.8 ? backDepth * 0.8 : value));
    parts.push(onIt(inner, shaded(cloth.paint, dice.between(0.25, 1))));
  }
  // The maker's label.
  if (dice.chance(0.3)) parts.push(onIt(box(-0.8, 0.4, 0.8, 1.4), flat(dice.between(0, 1)), dice.between(0.3, 1)));
  return parts;
}

/** A band around the neckline, a little brighter or darker than the cloth. */
export function neckBand(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const { neck, neckDepth: depth, neckline } = torso;
  const right =
    neckline === 'vee'
      ? [neck, 0, neck * 0.5, depth * 0.5, 0, depth]
      : curve([neck, 0, neck * 0.8, depth * 0.62, neck * 0.38, depth * 0.95, 0, depth], 3);
  const band = stroke([...right, ...mirror(right)], dice.between(0.7, 1.3));
  return [onIt(band, bandPaint(dice, cloth), dice.between(0.2, 0.7))];
}

/** A band along the hem. */
export function hemBand(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const bottom = torso.side[torso.side.length - 1]!;
  return [onIt(box(-20, bottom - dice.between(0.8, 2.2), 20, bottom + 3), bandPaint(dice, cloth), dice.between(0.2, 0.6))];
}

/** Bands across the cuffs of long sleeves. */
export function cuffBands(dice: Dice, sleeve: Sleeve, cloth: Cloth): Part[] {
  const height = dice.between(0.8, 2.4);
  const cuff = box(sleeve.cuffX - 2.6, sleeve.cuffY - height, sleeve.cuffX + 2.6, sleeve.cuffY + 2);
  const paint = bandPaint(dice, cloth);
  const opacity = dice.between(0.25, 0.8);
  return bothSides(cuff, paint, opacity);
}

function bandPaint(dice: Dice, cloth: Cloth): Paint {
  return flat(dice.chance(0.5) ? Math.min(1, cloth.tone * 1.5 + 0.1) : cloth.tone * 0.5);
}

/** A turned-down collar that stands a little above the shoulders, open at the throat. */
export function shirtCollar(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const rise = dice.between(0.5, 1.7);
  const w = torso.neck + dice.between(-0.2, 0.5);
  const point = dice.between(1.6, 3.4);
  const paint = shaded(cloth.paint, dice.between(0.8, 1.35), dice.between(-0.02, 0.12));
  const stand: Part = { path: symmetric([w - 0.7, -rise, w, 0.3, w * 0.5, 1.6, 0, 1.6]), paint };
  const flap = [w - 0.7, -rise, w + 0.3, 0.8, w * 0.62, point, 0.25, 0.9];
  const gap = onIt(
    symmetric([w * 0.55, -rise - 1, w * 0.5, -rise * 0.5, 0.05, dice.between(0.7, 2)]),
    flat(dice.between(0, 0.5) * cloth.tone),
  );
  const edge = flat(dice.chance(0.7) ? 0 : 1);
  const opacity = dice.between(0.05, 0.5);
  const line = stroke([w + 0.3, 0.9, w * 0.62, point, 0.2, 1.1], 0.6);
  return [stand, gap, { path: flap, paint }, { path: mirror(flap), paint }, onIt(line, edge, opacity), onIt(mirror(line), edge, opacity)];
}

/** A hood lying behind the neck, its opening dark. */
export function hood(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const rise = dice.between(1.5, 4.2);
  const w = torso.neck + dice.between(0.6, 2);
  const paint = shaded(cloth.paint, dice.between(0.75, 1.15));
  const outer = symmetric(curve([0, -rise, w * 0.6, -rise * 0.9, w * 0.98, -rise * 0.2, w, 1.2, w * 0.7, 2.4, 0, 3.4], 3));
  const inner = ellipse(0, -rise * 0.15 + dice.between(0, 0.8), w * dice.between(0.3, 0.6), rise * dice.between(0.25, 0.5));
  const rim = stroke([...curve([w, 1, w * 0.6, 2.6, 0, 3.4], 3), ...mirror(curve([w, 1, w * 0.6, 2.6, 0, 3.4], 3))], 0.7);
  return [
    { path: outer, paint },
    onIt(inner, flat(cloth.tone * dice.between(0, 0.8)), dice.between(0.1, 1)),
    onIt(rim, flat(dice.chance(0.6) ? 0 : 1), dice.between(0, 0.35)),
  ];
}

/** A standing collar, as of a turtleneck or a track jacket. */
export function standCollar(dice: Dice, torso: Torso, cloth: Cloth): Part[] {
  const rise = dice.between(1, 3.1);
  const w = torso.neck;
  const paint = shaded(cloth.paint, dice.between(0.75, 1.25));
  const path = symmetric([0, -rise, w * 0.92, -rise, w, 0.6, 0, 1.8]);
  const seam = stroke([-w, 0.5, 0, 1.7, w, 0.5], 0.6);
  return [{ path, paint }, onIt(seam, flat(dice.chance(0.6) ? 0 : 1), dice.between(0, 0.35))];
}

/** A row of buttons down the front, on a placket whose edge may show. */
export function buttons(dice: Dice, from: number, to: number, cloth: Cloth): Part[] {
  const parts: Part[] = [];
  const placket = dice.between(-0.5, 0.5);
  parts.push(onIt(stroke([placket, from, placket, to], dice.between(0.6, 1.6)), flat(dice.chance(0.5) ? 1 : 0), dice.between(0.02, 0.3)));
  const step = dice.between(2.2, 4.6);
  const tone = flat(dice.chance(0.55) === cloth.tone > 0.35 ? 0.05 : 0.95);
  const opacity = dice.between(0.06, 0.7);
  const r = dice.between(0.3, 0.6);
  for (let y = from + 1; y < to; y += step) parts.push(onIt(ellipse(placket, y, r, r), tone, opacity));
  return parts;
}

/** A drawing on the chest: lettering, a patch of pattern, a disc, a badge. */
export function chestPrint(dice: Dice, x: number, y: number, halfWidth: number, height: number, cloth: Cloth): Part[] {
  const kind = dice.pick({ letters: 3, patch: 3, disc: 1.5, badge: 3 });
  const ink = dice.chance(0.8) === cloth.tone > 0.5 ? dice.between(0, 0.3) : dice.between(0.7, 1);
  if (kind === 'badge') {
    const r = dice.between(0.5, 1.1);
    return [onIt(ellipse(x + halfWidth * 0.7, y, r, r), flat(ink), dice.between(0.4, 1))];
  }
  const u = dice.between(0, 64);
  const size = 1 / dice.between(0.8, 2);
  const threshold = dice.between(0.35, 0.6);
  const pattern: Paint = (px, py) => (valueNoise(px * size + u, py * size + u) > threshold ? ink : cloth.paint(px, py));
  if (kind === 'disc')
    return [
      onIt(ellipse(x, y + height / 2, halfWidth * 0.8, halfWidth * 0.8), dice.chance(0.4) ? flat(ink) : pattern, dice.between(0.5, 1)),
    ];
  if (kind === 'patch') return [onIt(roundBox(x - halfWidth, y, x + halfWidth, y + height, 2), pattern, dice.between(0.5, 1))];
  const letters: Paint = (px, py) => (grain(px + u, py) > 0.42 ? ink : cloth.paint(px, py));
  const rows: Part[] = [];
  const line = dice.between(1.2, 3);
  for (let row = 0; row < 1 + Math.floor(dice.between(0, 2.5)); row++) {
    const w = halfWidth * dice.between(0.6, 1);
    rows.push(onIt(box(x - w, y + row * (line + 0.8), x + w, y + row * (line + 0.8) + line), letters, dice.between(0.5, 1)));
  }
  return rows;
}

/** A pocket's outline or its slit, on both sides. */
export function pockets(dice: Dice, x: number, y: number): Part[] {
  const slanted = dice.between(-0.5, 2);
  const path = dice.chance(0.6) ? stroke([x - 1.3, y + slanted, x + 1.3, y], 0.7) : box(x - 1.5, y, x + 1.5, y + 3.4);
  const paint = flat(dice.chance(0.6) ? 0 : 1);
  const opacity = dice.between(0.03, 0.6) * dice.between(0.1, 1);
  return bothSides(path, paint, opacity);
}
