import type { Paint, Part } from './canvas';
import type { Dice } from './dice';
import { curve, type Path, stroke, symmetric } from './path';

/** The body of a top, a dress or a coat, without its sleeves. All half widths, from the middle line; y from the shoulder's top. */
export interface Torso {
  neck: number;
  /** How far the front neckline dips. */
  neckDepth: number;
  neckline: 'round' | 'vee' | 'boat' | 'square';
  shoulder: number;
  /** How far the shoulder's end lies below the neck. */
  slope: number;
  /** Half width and height of the armpit. */
  chest: number;
  armpit: number;
  /** From the armpit down: x, y, x, y… the last is the hem's corner. */
  side: Path;
  /** How much lower the hem's middle hangs than its corners. */
  hemDrop: number;
}

/** A sleeve from the shoulder to the cuff. */
export interface Sleeve {
  /** The cuff's middle. */
  cuffX: number;
  cuffY: number;
  cuffWidth: number;
  /** How far the outer edge bulges from a straight line. */
  bulge: number;
}

/** The closed outline of a torso. */
export function torsoOutline(torso: Torso): number[] {
  const hem = torso.side[torso.side.length - 1]!;
  const right = [
    ...[0, 0.5],
    ...[torso.neck, 0],
    ...curve([torso.neck, 0, (torso.neck + torso.shoulder) / 2, torso.slope * 0.42, torso.shoulder, torso.slope], 2),
    ...curve([torso.shoulder, torso.slope, torso.chest * 0.75 + torso.shoulder * 0.22, torso.armpit * 0.68, torso.chest, torso.armpit], 3),
    ...curve([torso.chest, torso.armpit, ...torso.side], 3),
    ...[0, hem + torso.hemDrop],
  ];
  return symmetric(right);
}

/** The neck's opening: what is not hidden by the front. */
export function necklineOutline({ neck, neckDepth, neckline }: Torso, wider = 0): number[] {
  const w = neck + wider;
  const d = neckDepth + wider;
  const top = -2.5;
  if (neckline === 'vee') return symmetric([w, top, w, 0, 0, d]);
  if (neckline === 'square') return symmetric([w, top, w * 0.95, d, 0, d]);
  return symmetric([w, top, ...curve([w, -0.2, w * 0.8, d * 0.62, w * 0.38, d * 0.95, 0, d], 3)]);
}

/** A right sleeve's outline (mirror it for the left one). */
export function sleeveOutline(torso: Torso, sleeve: Sleeve): number[] {
  const { shoulder, slope, chest, armpit } = torso;
  const dx = sleeve.cuffX - shoulder;
  const dy = sleeve.cuffY - slope;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  // Across the arm, pointing outwards.
  const nx = dy / length;
  const ny = -dx / length;
  const half = sleeve.cuffWidth / 2;
  const outerX = sleeve.cuffX + nx * half;
  const outerY = sleeve.cuffY + ny * half;
  const at = (t: number, bulge: number): number[] => [
    shoulder + (outerX - shoulder) * t + nx * bulge,
    slope + (outerY - slope) * t + ny * bulge,
  ];
  return [
    ...[shoulder - 1.6, slope * 0.72],
    ...curve([shoulder - 0.4, slope * 0.94, ...at(0.25, sleeve.bulge), ...at(0.6, sleeve.bulge * 0.8), outerX, outerY], 3),
    ...[sleeve.cuffX - nx * half, sleeve.cuffY - ny * half],
    ...[chest - 0.2, armpit],
    ...[chest - 1.2, armpit - 0.6],
  ];
}

/** A long sleeve that hangs beside the body, `gap` pixels off it at the cuff, down to about `bottom`. */
export function longSleeve(dice: Dice, torso: Torso, gap: number, bottom: number): Sleeve {
  const cuffWidth = dice.bell(2, 3.6);
  return { cuffX: torso.chest + gap + cuffWidth / 2, cuffY: bottom + dice.bell(-1.5, 1), cuffWidth, bulge: dice.bell(0.5, 2) };
}

/** A short sleeve, `reach` below the shoulder. */
export function shortSleeve(dice: Dice, torso: Torso, reach: number): Sleeve {
  return {
    cuffX: torso.shoulder + dice.bell(0.2, 3.2) * (reach / 7) - 0.6,
    cuffY: torso.slope + reach,
    cuffWidth: dice.bell(2.6, 4.6),
    bulge: dice.bell(0.1, 1.2),
  };
}

/** The seam where a right sleeve is set in. */
export function armholeSeam({ shoulder, slope, chest, armpit }: Torso, width: number): number[] {
  return stroke(curve([shoulder, slope, chest * 0.8 + shoulder * 0.15, armpit * 0.65, chest, armpit], 3), width);
}

/** A line down the front's middle. */
export function frontLine(x: number, from: number, to: number, width: number): number[] {
  return stroke([x, from, x, to], width);
}

/** A part that shows only on the garment. */
export function onIt(path: Path, paint: Paint, opacity = 1): Part {
  return { path, paint, opacity, inside: true };
}
