import type { Paint, Part } from './canvas';
import { flat, pickTone, shaded, weave } from './cloth';
import type { Dice } from './dice';
import { cagedSandal, heeledSandal, wedgeSandal } from './heels';
import { curve, stroke } from './path';
import { type Materials, strap } from './straps';
import { onIt } from './torso';

/** A sandal: a sole, and straps with black between them. */
export function sandal(dice: Dice): Part[] {
  const cloth = weave(dice, {
    tones: { dark: 24, medium: 42, light: 17, white: 17 },
    folds: 0.3,
    foldSize: [3, 3],
    texture: 0.2,
    prints: { plain: 85, stripes: 0, pinstripes: 5, plaid: 0, blotches: 10, dots: 0, panel: 0 },
  });
  const sole = dice.chance(0.4)
    ? shaded(cloth.paint, dice.between(0.7, 1.1))
    : flat(pickTone(dice, { dark: 40, medium: 40, light: 10, white: 10 }));
  const materials = { strap: cloth.paint, sole };
  const kind = dice.pick({ flat: 48, heel: 25, wedge: 14, caged: 13 });
  if (kind === 'caged') return cagedSandal(dice, materials);
  if (kind === 'flat') return flatSandal(dice, materials);
  return kind === 'heel' ? heeledSandal(dice, materials) : wedgeSandal(dice, materials);
}

function flatSandal(dice: Dice, { strap: paint, sole }: Materials): Part[] {
  const thick = dice.between(0.9, 3.8);
  const rise = dice.bell(0, 1.4);
  const parts: Part[] = [
    {
      path: [
        ...curve([0, -thick * 0.6 - 0.3, 8, -thick, 18, -thick - rise * 0.3, 28, -thick - rise], 3),
        27.8,
        -0.2,
        ...curve([20, 0, 8, 0, 1, -0.2], 2),
      ],
      paint: sole,
    },
  ];
  const kind = dice.pick({ thong: 18, slide: 16, ankle: 32, fisher: 34 });
  const w = dice.between(0.8, 2.6);
  const h = dice.between(3.5, 8);
  if (kind === 'thong') {
    const crest = dice.between(8.5, 17);
    parts.push(
      strap(
        paint,
        [
          dice.between(3, 6),
          -thick,
          crest * 0.65,
          -thick - h * 0.75,
          crest,
          -thick - h * 0.95,
          crest + dice.between(6, 10),
          -thick - rise * 0.8,
        ],
        w,
        w * 0.8,
      ),
    );
    if (dice.chance(0.4)) parts.push(strap(paint, [12, -thick - h * 0.8, 20, -thick - h, 27, -thick - h * 0.7], w * 0.7));
  }
  if (kind === 'slide') {
    const left = dice.between(4, 8);
    const width = dice.between(5, 10);
    parts.push({
      path: [
        left,
        -thick,
        ...curve([left + 1, -thick - h * 0.7, left + width * 0.5, -thick - h, left + width + 1.5, -thick - h * 0.9], 3),
        left + width + 2,
        -thick,
      ],
      paint,
    });
    if (dice.chance(0.5))
      parts.push(onIt(stroke([left + width * 0.5, -thick - h - 1, left + width * 0.6, -thick], dice.between(0.8, 2)), flat(0)));
  }
  if (kind === 'ankle' || kind === 'fisher') parts.push(...cageOfStraps(dice, paint, { thick, rise, width: w, dense: kind === 'fisher' }));
  return parts;
}

/** The measures of a flat sandal's straps. */
interface Cage {
  /** The sole's thickness, and how much higher it is at the heel. */
  thick: number;
  rise: number;
  /** Of a strap. */
  width: number;
  dense: boolean;
}

/** Straps under an edge that climbs from the toe to the ankle, with the heel's counter behind them. */
function cageOfStraps(dice: Dice, paint: Paint, { thick, rise, width, dense }: Cage): Part[] {
  const low = dice.between(2.2, 4.6);
  const high = dice.between(5, 10.5);
  const peak = dice.between(14, 21);
  const back = high * dice.between(0.45, 1.05);
  const edge = (x: number) =>
    x < peak
      ? -thick - low - ((high - low) * Math.max(0, x - 4)) / (peak - 4)
      : -thick - high + ((high - back) * (x - peak)) / (27.5 - peak);
  const lit = () => shaded(paint, dice.between(0.55, 1.2));
  const parts: Part[] = [];
  const count = dense ? 3 + Math.floor(dice.between(0, 3)) : 2;
  const first = dice.between(2.5, 5);
  const step = (dense ? 14 : dice.between(4, 9)) / count;
  for (let i = 0; i < count; i++) {
    const x = first + i * step;
    const lean = dice.between(-1.5, 4);
    const line = [x, -thick + 0.3, x + lean * 0.6, edge(x) * 0.6 - thick * 0.3, x + lean + 1, edge(x + lean)];
    parts.push(strap(lit(), line, width * dice.between(0.8, 1.6)));
  }
  const from = dense ? first + 2 : dice.between(8, 13);
  if (dense && dice.chance(0.6))
    parts.push(strap(lit(), [from, edge(from), (from + peak) / 2, edge((from + peak) / 2) - 0.4, peak, edge(peak)], width));
  // From the sole up to the ankle, over the instep, and round the heel.
  parts.push(
    strap(
      lit(),
      [peak + dice.between(-5, 4), -thick, peak + dice.between(-1, 2), -thick - high * 0.5, peak, edge(peak)],
      width * dice.between(0.8, 2),
    ),
  );
  parts.push(strap(lit(), [peak - dice.between(1, 4), edge(peak), 22.5, edge(22.5), 27.5, edge(27.5)], width * dice.between(0.8, 1.8)));
  const counter = dice.pick({ none: 40, solid: 35, strap: 25 });
  if (counter === 'solid')
    parts.push({
      path: [dice.between(21, 25), -thick, 25, edge(25) * 0.7, 25.6, edge(26), 27.4, edge(27), 27.6, -thick - rise],
      paint: lit(),
    });
  if (counter === 'strap') parts.push(strap(lit(), [20, -thick - rise * 0.4, 24.5, edge(24) * 0.6, 27, edge(27)], width));
  return parts;
}
