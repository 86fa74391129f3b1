import type { Part } from './canvas';
import { flat } from './cloth';
import type { Dice } from './dice';
import { curve, ellipse, stroke } from './path';
import { type Materials, strap } from './straps';
import { onIt } from './torso';

/** A sandal on a stiletto or a block: a band over the toes, another round the ankle. */
export function heeledSandal(dice: Dice, { strap: paint, sole }: Materials): Part[] {
  const heel = dice.bell(6, 15);
  const front = dice.between(0.6, 2.6);
  const thin = dice.between(0.9, 2);
  const width = dice.chance(0.5) ? dice.between(1, 1.8) : dice.between(2.5, 6);
  const right = dice.between(23, 26.5);
  const parts: Part[] = [
    {
      path: stroke(
        curve([0.5, -front * 0.6, 4, -front * 0.8, 8, -front - 0.3, 13, -heel * 0.42 - 0.5, 19, -heel - 0.2, right, -heel - 1], 4),
        thin,
      ),
      paint: sole,
    },
    {
      path: [right - Math.max(width, 2.8), -heel - 0.8, right + 0.6, -heel - 1.6, right + 0.7, 0, right + 0.5 - width, 0],
      paint: dice.chance(0.5) ? sole : paint,
    },
  ];
  if (front > 1.6) parts.push({ path: [0.3, -front, 9, -front - 0.5, 10, -0.3, 1, 0], paint: sole });
  const w = dice.between(0.9, 3.4);
  const toe = dice.between(2.5, 4.5);
  parts.push({
    path: [
      toe,
      -front,
      ...curve([toe + 0.4, -front - 2, toe + 2.5, -front - dice.between(2.8, 4.4), toe + 5, -front - 3], 3),
      toe + dice.between(3.5, 5.5),
      -front - 0.5,
    ],
    paint,
  });
  if (dice.chance(0.4)) parts.push(onIt(ellipse(toe + 2.5, -front - 1.6, dice.between(0.5, 1.2), 0.8), flat(0)));
  const ankle = heel + dice.between(4, 12);
  parts.push(strap(paint, [right, -heel, right - dice.between(0, 1), -heel - 3, right + dice.between(-1, 0.6), -ankle], w * 1.3));
  if (dice.chance(0.75))
    parts.push(
      strap(
        paint,
        [right, -ankle + 0.6, right - 4, -ankle - dice.between(-0.5, 1), right - dice.between(7, 11), -ankle + dice.between(-1, 2)],
        w,
      ),
    );
  if (dice.chance(0.35)) parts.push(strap(paint, [toe + 4, -front - 2.8, 12, -heel * 0.6 - 3, right - 8, -ankle + 1.5], w));
  if (dice.chance(0.3)) parts.push(strap(paint, [12, -heel * 0.35, 14.5, -heel - 2.5, right - 6, -heel - 3.5], w * 1.2));
  return parts;
}

/** A sandal on a solid wedge. */
export function wedgeSandal(dice: Dice, { strap: paint, sole }: Materials): Part[] {
  const heel = dice.bell(3.5, 10);
  const front = dice.between(1.2, 3.4);
  const parts: Part[] = [
    {
      path: [
        ...curve([0, -front, 7, -front - 0.4, 14, -(front + heel) / 2, 20, -heel - 0.2, 26, -heel - 0.8], 3),
        27.2,
        0,
        ...curve([18, 0, 8, 0, 1, -0.3], 2),
      ],
      paint: sole,
    },
    onIt(
      stroke(curve([0, -front, 7, -front - 0.2, 14, -(front + heel) / 2 + 0.4, 26, -heel], 3), 0.8),
      flat(dice.chance(0.5) ? 0 : 1),
      dice.between(0.1, 0.7),
    ),
  ];
  const w = dice.between(1, 3);
  const toe = dice.between(2.5, 4.5);
  const high = dice.between(3, 5.5);
  parts.push({
    path: [
      toe,
      -front,
      ...curve([toe + 0.6, -front - high * 0.7, toe + 3, -front - high, toe + 6, -front - high], 3),
      toe + 6.5,
      -front - 1,
    ],
    paint,
  });
  if (dice.chance(0.5)) parts.push(onIt(stroke([toe + 2.5, -front - 6, toe + 3.5, -front], dice.between(0.6, 1.4)), flat(0)));
  const ankle = heel + dice.between(4, 8);
  parts.push(strap(paint, [24, -heel, 25, -heel - 3, 25.5, -ankle], w));
  parts.push(strap(paint, [25.5, -ankle + 0.6, 20, -ankle, 16, -ankle + dice.between(0, 2)], w));
  if (dice.chance(0.6)) parts.push(strap(paint, [12, -(front + heel) / 2, 15, -heel - 2.4, 19, -ankle], w));
  return parts;
}

/** A sandal whose upper is nearly closed, with openings cut into it: low as a sneaker or high as a boot. */
export function cagedSandal(dice: Dice, { strap: paint, sole }: Materials): Part[] {
  const heel = dice.chance(0.55) ? dice.between(0.8, 3) : dice.between(5, 12);
  const front = Math.min(heel, dice.between(0.8, 2.6));
  const top = heel + dice.between(5, 12);
  const peak = dice.between(14, 20);
  const upper = [
    ...curve([1, -front, 2, -front - 2.4, 6, -front - dice.between(3, 5), peak - 3, -top * 0.75, peak, -top], 3),
    ...curve([peak + 1, -top, 23, -top + dice.between(-0.5, 2), 26.5, -top + dice.between(-0.5, 1.5)], 2),
    ...[26.6, -heel, 19, -heel],
    ...curve([19, -heel, 14, -(heel + front) / 2, 9, -front], 2),
  ];
  const parts: Part[] = [{ path: upper, paint }];
  if (heel > 4 && dice.chance(0.7)) {
    const width = dice.between(1.4, 6);
    parts.unshift({ path: [26 - Math.max(3, width), -heel - 0.6, 26.6, -heel - 0.6, 26.6, 0, 26.4 - width, 0], paint: sole });
    parts.unshift({ path: [0, -front - 0.3, 10, -front - 0.3, 10, -front + 1, 1, -front + 1.2], paint: sole });
  } else {
    parts.unshift({
      path: [...curve([0, -front, 9, -front - 0.4, 18, -heel - 0.2, 27.5, -heel - 0.6], 3), 27.5, 0, ...curve([20, 0, 8, 0, 0.8, -0.2], 2)],
      paint: sole,
    });
  }
  const count = 2 + Math.floor(dice.between(0, 4));
  for (let i = 0; i < count; i++) {
    const x = 4 + ((i + dice.between(0, 0.6)) * 20) / count;
    const base = -front - ((heel - front) * x) / 24;
    const high = (top - heel) * (0.3 + (0.5 * x) / 24);
    parts.push(
      onIt(
        stroke(
          [x, base - high * dice.between(0.1, 0.4), x + dice.between(-1.5, 2.5), base - high * dice.between(0.8, 1.4)],
          dice.between(0.9, 2.6),
          dice.between(0.6, 2),
        ),
        flat(0),
      ),
    );
  }
  if (dice.chance(0.6))
    parts.push(onIt(ellipse(dice.between(18, 23), -heel - (top - heel) * 0.45, dice.between(1.5, 3.5), (top - heel) * 0.25), flat(0)));
  return parts;
}
