import type { Part } from './canvas';
import { type Cloth, contrastingTone, flat, shaded, weave } from './cloth';
import type { Dice } from './dice';
import { box, curve, ellipse, mirror, roundBox, stroke, symmetric } from './path';
import { onIt } from './torso';

/** A bag's body: its half widths above and below, and its height; its top lies at y = 0. */
interface Body {
  top: number;
  bottom: number;
  height: number;
}

/** A bag: a clutch, a tote, a satchel, a hobo, a backpack. */
export function bag(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 18, medium: 38, light: 30, white: 14 },
    folds: 0.3,
    foldSize: [6, 6],
    texture: 0.3,
    prints: { plain: 80, stripes: 2, pinstripes: 1, plaid: 2, blotches: 10, dots: 2, panel: 3 },
  });
  const kind = dice.pick({ clutch: 26, tote: 24, satchel: 26, hobo: 12, backpack: 6, round: 6 });
  if (kind === 'clutch') return body(dice, { top: 14, bottom: dice.bell(12.5, 14), height: dice.bell(10, 24) }, dice.between(0, 4), cloth);
  if (kind === 'backpack')
    return [
      ...loop(dice, 2.4, dice.between(2, 4), cloth),
      ...body(dice, { top: dice.between(8, 11), bottom: dice.between(9, 12), height: 25 }, 5, cloth),
    ];
  if (kind === 'round')
    return [
      ...longStrap(dice, 7, dice.between(0, 14), cloth),
      ...body(dice, { top: 8, bottom: 8, height: dice.between(11, 16) }, 8, cloth),
    ];
  if (kind === 'hobo') return hobo(dice, cloth);
  const wide = kind === 'satchel';
  const top = wide ? dice.bell(9, 14) : dice.bell(6, 12);
  const shape = {
    top,
    bottom: wide ? top + dice.bell(-1, 2.4) : top + dice.bell(-3, 1.5),
    height: wide ? dice.bell(11, 19) : dice.bell(13, 20),
  };
  const reach = wide ? dice.between(3, 12) : dice.between(6, 15);
  const handle = dice.chance(0.2) ? longStrap(dice, top, reach, cloth) : loop(dice, top * dice.between(0.35, 0.7), reach, cloth);
  return [...handle, ...body(dice, shape, dice.between(0, 4), cloth)];
}

/** The body with its rim, its flap or zip, its clasp. */
function body(dice: Dice, shape: Body, roundness: number, cloth: Cloth): Part[] {
  const { top, bottom, height } = shape;
  const sag = dice.bell(-0.3, 0.3);
  const path = roundness > 0.6 ? tapered(shape, roundness) : [...symmetric([top, 0, bottom, height]), 0, sag];
  const parts: Part[] = [{ path, paint: cloth.paint }];
  if (dice.chance(0.45)) {
    const rim = stroke([...path, path[0]!, path[1]!], dice.between(0.8, 2));
    parts.push(onIt(rim, flat(dice.chance(0.6) ? 1 : 0), dice.between(0.1, 0.45)));
  }
  parts.push(...closure(dice, Math.min(top, bottom), height, cloth));
  if (dice.chance(0.35)) parts.push(...sideRings(dice, Math.max(top, bottom), height, cloth));
  if (dice.chance(0.3)) {
    const base = box(-20, height - dice.between(1, 3), 20, height + 2);
    parts.push(onIt(base, flat(dice.chance(0.5) ? 0 : 1), dice.between(0.1, 0.5)));
  }
  return parts;
}

/** A rounded box whose sides lean from its top's width to its bottom's. */
function tapered({ top, bottom, height }: Body, roundness: number): number[] {
  const wide = Math.max(top, bottom);
  return roundBox(-wide, 0, wide, height, roundness).map((value, i, all) => {
    const halfWidth = top + ((bottom - top) * (all[i + 1] ?? 0)) / height;
    return i % 2 === 0 ? (value * halfWidth) / wide : value;
  });
}

function closure(dice: Dice, width: number, height: number, cloth: Cloth): Part[] {
  const kind = dice.pick({ none: 30, flap: 26, envelope: 8, zip: 18, logo: 18 });
  const line = flat(dice.chance(0.6) ? 0 : 1);
  const opacity = dice.between(0.15, 0.6);
  const ink = flat(contrastingTone(dice, cloth.tone));
  if (kind === 'none') return [];
  if (kind === 'logo')
    return [
      onIt(
        ellipse(dice.between(-2, 2), height * dice.between(0.2, 0.6), dice.between(0.6, 2.5), dice.between(0.5, 1.6)),
        ink,
        dice.between(0.4, 1),
      ),
    ];
  if (kind === 'zip') return [onIt(box(-width * 0.85, height * 0.2, width * 0.85, height * 0.2 + 0.8), line, opacity)];
  const y = height * dice.between(0.35, 0.65);
  const edge =
    kind === 'envelope' ? [-width, 0, 0, y, width, 0] : curve([-width, y * 0.7, -width * 0.6, y, width * 0.6, y, width, y * 0.7], 3);
  const clasp = dice.between(0.5, 1.3);
  const parts = [onIt(stroke(edge, 0.8), line, opacity)];
  if (dice.chance(0.6)) parts.push(onIt(box(-clasp, y - clasp, clasp, y + clasp), ink, dice.between(0.4, 1)));
  return parts;
}

/** Two handles, one behind the other, `half` wide and `reach` high. */
function loop(dice: Dice, half: number, reach: number, cloth: Cloth): Part[] {
  const width = dice.between(0.7, 1.6);
  const paint = dice.chance(0.6) ? shaded(cloth.paint, dice.between(0.6, 1.1)) : flat(contrastingTone(dice, cloth.tone));
  const square = dice.between(0.35, 0.85);
  const right = curve([half, 2, half * 0.96, -reach * 0.35, half * square, -reach * 0.9, 0, -reach], 4);
  const parts: Part[] = [{ path: stroke([...right, ...mirror(right)], width), paint }];
  if (dice.chance(0.4)) {
    const shift = dice.between(-1.5, 1.5);
    parts.unshift({
      path: stroke([...right, ...mirror(right)], width * 0.8).map((value, i) => (i % 2 === 0 ? value * 0.85 + shift : value * 0.9)),
      paint: shaded(paint, 0.6),
    });
  }
  return parts;
}

/** One strap from corner to corner, drawn up to a point. */
function longStrap(dice: Dice, half: number, reach: number, cloth: Cloth): Part[] {
  const peak = dice.between(-2, 2);
  const line = curve(
    [-half + 0.4, 1, -half * 0.45 + peak * 0.5, -reach * 0.6, peak, -reach, half * 0.45 + peak * 0.5, -reach * 0.6, half - 0.4, 1],
    3,
  );
  return [{ path: stroke(line, dice.between(0.6, 1.2)), paint: shaded(cloth.paint, dice.between(0.5, 1.1)) }];
}

/** A soft bag whose body runs up into its handle. */
function hobo(dice: Dice, cloth: Cloth): Part[] {
  const wide = dice.bell(7, 12);
  const height = 26;
  const hole = dice.between(0.35, 0.75);
  const outer = symmetric(
    curve([0, 0, wide * 0.35, 2, wide * 0.62, height * 0.35, wide, height * 0.72, wide * 0.8, height, 0, height + 0.4], 4),
  );
  const inner = symmetric(
    curve(
      [
        0,
        1.4,
        wide * 0.25,
        3.5,
        wide * 0.62 * hole + 0.6,
        height * 0.32,
        wide * 0.35 * hole,
        height * (0.3 + 0.25 * hole),
        0,
        height * (0.32 + 0.25 * hole),
      ],
      3,
    ),
  );
  return [
    { path: outer, paint: cloth.paint },
    onIt(inner, flat(0)),
    ...closure(dice, wide * 0.6, height, cloth).map((part) => ({ ...part, opacity: (part.opacity ?? 1) * 0.5 })),
  ];
}

/** The rings and strap ends that stick out of a bag's sides. */
function sideRings(dice: Dice, half: number, height: number, cloth: Cloth): Part[] {
  const x = half + dice.between(0.1, 1);
  const line = stroke(
    curve([half - 1, 1, x, height * 0.25, x + 0.3, height * 0.5, half - 0.4, height * dice.between(0.6, 0.95)], 3),
    dice.between(0.6, 1.1),
  );
  const part = { path: line, paint: shaded(cloth.paint, dice.between(0.5, 1)) };
  const both = dice.chance(0.6);
  return both ? [part, { ...part, path: mirror(line) }] : [{ ...part, path: mirror(line) }];
}
