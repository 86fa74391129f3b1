import type { Random } from '@/experiment/random';
import { arc, bothSides, mirrored, rounded, type XY } from './geometry';

/** A garment as people draw it, about as large as the surface. Shoes point to the left. */
export interface Shape {
  /** Its outline, one area after the other; each as runs of lines between which a hem or an opening is left. */
  areas: XY[][][];
  /** Lines that enclose nothing: straps, a handle. */
  straps: XY[][];
  /** Inner lines: sleeves, buttons, laces. */
  details: XY[][];
  /** Without its inner lines nobody could tell what it is. */
  telling?: true;
}

/** Draws numbers for the proportions of one garment. */
class Proportions {
  constructor(private readonly random: Random) {}

  between = (from: number, to: number): number => from + (to - from) * this.random.next();

  chance = (share: number): boolean => this.random.next() < share;
}

type Maker = (of: Proportions) => Shape;

interface Top {
  sleeve: 'none' | 'short' | 'long';
  /** Half the body's width, and where the hem is. */
  half: number;
  hem: number;
  /** How much wider the hem is than the body, each side. */
  flare?: number;
  /** How far long sleeves stand off. */
  spread?: readonly [number, number];
}

/** The left half of a top, from its hem up to the neck. */
function top(of: Proportions, { sleeve, half, hem, flare = 0, spread = [2.4, 4.4] }: Top): XY[] {
  const shoulder = of.between(3, 4.5);
  const neck = of.between(2.4, 3.8);
  const armpit = of.between(9, 11);
  const dip: XY[] = [
    [14 - neck, shoulder - 1],
    [14 - neck * 0.6, shoulder + of.between(0.5, 2)],
  ];
  const body: XY[] = [
    [14 - half - flare, hem],
    [14 - half, armpit + 4],
    [14 - half, armpit],
  ];
  if (sleeve === 'none') return [...body.slice(0, 2), [14 - half, armpit - 1], [14 - neck - of.between(1, 2), shoulder + 0.3], ...dip];
  const out = 14 - half - of.between(1, 2);
  if (sleeve === 'short') {
    const [end, wide] = [of.between(10, 13), of.between(2.5, 4)];
    return [...body, [14 - half - wide + 1.5, end + 0.6], [14 - half - wide - 1, end - 1], [out, shoulder + 1.4], ...dip];
  }
  const [end, away] = [of.between(20, 24), of.between(...spread)];
  return [...body, [14 - half - away + 1, end + 0.5], [14 - half - away - 2.2, end], [out - 0.4, shoulder + 2], ...dip];
}

/** Where a long or short sleeve is sewn on. */
const sleeveLines = (half: number): XY[][] => {
  const left: XY[] = [
    [14 - half, 10.5],
    [14 - half + 0.3, 5],
  ];
  return [left, mirrored(left)];
};

const buttons = (from: number, to: number, count: number): XY[][] =>
  Array.from({ length: count }, (_, i): XY[] => [[14.4, from + ((to - from) * i) / (count - 1)]]);

const pockets = (half: number): XY[][] => {
  const left: XY[] = [
    [14 - half + 1.4, 17],
    [14 - half + 4, 18.6],
  ];
  return [left, mirrored(left)];
};

const collar = (of: Proportions): XY[][] => {
  const left: XY[] = [
    [11.4, 2.6],
    [10.6, of.between(5, 6.5)],
    [14, of.between(6, 7.5)],
  ];
  return [left, mirrored(left)];
};

const oneArea = (outline: XY[], details: XY[][] = [], straps: XY[][] = []): Shape => ({ areas: [[outline]], straps, details });

const SHAPES: readonly Maker[] = [
  // T-shirt/top
  (of) => {
    const half = of.between(5.2, 7.2);
    const sleeve = of.chance(0.85) ? 'short' : 'none';
    return oneArea(
      bothSides(top(of, { sleeve, half, hem: of.between(23.5, 26) })),
      sleeve === 'short' && of.chance(0.4) ? sleeveLines(half) : [],
    );
  },
  // Trouser
  (of) => {
    const [waist, foot, leg] = [of.between(3.2, 4.8), of.between(5.4, 7.2), of.between(3.4, 4.4)];
    const crotch = of.between(9, 12);
    const outer = bothSides([
      [14 - foot, 26],
      [14 - waist - 0.8, 9],
      [14 - waist, 2],
    ]);
    const inner: XY[] = bothSides([
      [14 - foot + leg, 26],
      [14 - 0.6, crotch],
    ]).toReversed();
    const details: XY[][] = of.chance(0.5) ? [[[14 - waist, 4], [14 + waist, 4]]] : []; // biome-ignore format: points
    return { areas: [[outer, inner]], straps: [], details };
  },
  // Pullover
  (of) => {
    const half = of.between(5.6, 7);
    const rib: XY[] = [
      [14 - half, 23],
      [14 + half, 23],
    ];
    return oneArea(bothSides(top(of, { sleeve: 'long', half, hem: of.between(23.8, 25.5) })), [
      ...(of.chance(0.5) ? sleeveLines(half) : []),
      ...(of.chance(0.4) ? [rib] : []),
    ]);
  },
  // Dress
  (of) => {
    const [bust, waist, hem] = [of.between(3.6, 4.8), of.between(2.8, 3.8), of.between(4.6, 8.4)];
    const sleeves = of.chance(0.4);
    const up: XY[] = sleeves
      ? [
          [14 - bust, 8.5],
          [14 - bust - 2.6, 9.4],
          [14 - bust - 1.6, 4],
        ]
      : [
          [14 - bust, 7.6],
          [14 - bust + 0.8, 2.6],
        ];
    const neck: XY[] = [
      [14 - 2, 2],
      [14 - 1.2, of.between(3, 5)],
    ];
    const belt: XY[] = [
      [14 - waist, 12.5],
      [14 + waist, 12.5],
    ];
    return oneArea(bothSides([[14 - hem, 26.3], [14 - waist - 0.6, 16], [14 - waist, 12.5], ...up, ...neck]), of.chance(0.5) ? [belt] : []);
  },
  // Coat
  (of) => {
    // A coat is longer than wide, and its sleeves hang down.
    const half = of.between(5, 6.2);
    const middle: XY[] = [
      [14, 5],
      [14, 25.5],
    ];
    const details = [middle, ...collar(of), ...(of.chance(0.4) ? buttons(11, 22, 3) : []), ...(of.chance(0.5) ? pockets(half) : [])];
    const outline = bothSides(top(of, { sleeve: 'long', half, hem: of.between(26, 27), flare: of.between(0, 1.2), spread: [1.6, 2.6] }));
    return { ...oneArea(outline, details), telling: true };
  },
  // Sandal
  (of) => {
    if (of.chance(0.45)) {
      const heel = of.between(8, 13);
      const sole: XY[] = [[1.5, 23.4], [8, 23], [15, 21 - heel * 0.3], [24, 22 - heel], [26, 22 - heel], [25.5, 24], [23.6, 24], [22.6, 24.6 - heel], [14, 23.2 - heel * 0.2], [8, 25], [2, 25]]; // biome-ignore format: points
      return oneArea(
        sole,
        [],
        [
          rounded([[3.5, 23], [6, 18.5], [9, 22.5]], 2), // biome-ignore format: points
          rounded([[23, 22 - heel], [20.5, 16 - heel * 0.7], [25.5, 21 - heel]], 2), // biome-ignore format: points
        ],
      );
    }
    const sole: XY[] = [[1.5, 21.4], [9, 21], [19, of.between(19.4, 20.6)], [26.4, 20], [26.4, 23], [18, 23.4], [2, 23.6]]; // biome-ignore format: points
    const straps: XY[][] = [
      rounded([[4, 21], [7.5, of.between(13.5, 16)], [12, 20.6]], 2), // biome-ignore format: points
      rounded([[14, 20.4], [19.5, of.between(9.5, 12)], [25.6, 19.6]], 2), // biome-ignore format: points
      ...(of.chance(0.5) ? [rounded([[8, 16], [14, 14.5], [19, 11.5]], 2)] : []), // biome-ignore format: points
    ];
    return oneArea(sole, [], straps);
  },
  // Shirt
  (of) => {
    const half = of.between(5.4, 6.8);
    const sleeve = of.chance(0.7) ? 'long' : 'short';
    const pocket: XY[] = [[16, 10.5], [18.4, 10.5], [18.4, 13.4], [16, 13.4], [16, 10.5]]; // biome-ignore format: points
    const details = [...collar(of), ...buttons(9, 22, 5), ...(of.chance(0.4) ? [pocket] : [])];
    return { ...oneArea(bothSides(top(of, { sleeve, half, hem: of.between(24, 26) })), details), telling: true };
  },
  // Sneaker
  (of) => {
    const [toe, collarAt, tongue] = [of.between(15.5, 17.5), of.between(10, 12.5), of.between(9.5, 12)];
    const shoe: XY[] = [[1.4, 22], [1.2, 19.4], [3.4, toe + 0.6], [9, toe - 1.4], [15, tongue + 1.6], [17, tongue], [20, collarAt + 1.6], [25.6, collarAt], [26.6, 18], [26.4, 22]]; // biome-ignore format: points
    const line: XY[] = [
      [1.6, 20],
      [26.2, 20],
    ];
    const laces = [0, 1, 2].map((i): XY[] => [
      [10 + i * 2.2, toe - 2 - i * 1.2],
      [11.4 + i * 2.2, toe + 0.6 - i * 1.1],
    ]);
    return oneArea(rounded(shoe, 1), [line, ...(of.chance(0.6) ? laces : [])]);
  },
  // Bag
  (of) => {
    const [half, upper, lower] = [of.between(8.5, 12.5), of.between(9.5, 13), of.between(22, 25.5)];
    const narrow = of.between(-1.5, 2.4);
    const body: XY[] = [
      [14 - half + narrow, upper],
      [14 - half, lower],
      [14 + half, lower],
      [14 + half - narrow, upper],
    ];
    const flap: XY[] = [
      [14 - half + narrow, upper],
      [14, upper + of.between(4, 7)],
      [14 + half - narrow, upper],
    ];
    const handle = arc([14, upper], [of.between(3.5, 6.5), upper - of.between(2.5, 5)], 180, 360);
    return oneArea(body, of.chance(0.5) ? [flap] : [], of.chance(0.9) ? [handle] : []);
  },
  // Ankle boot
  (of) => {
    const [shaft, upper, heel] = [of.between(13, 16), of.between(3, 6), of.between(0, 2.4)];
    const boot: XY[] = [[shaft, upper], [shaft - 0.4, of.between(11, 13)], [9, of.between(15, 17)], [3, 18.4], [1.4, 21], [1.6, 24.4], [16, 24.4 - heel * 0.4], [18.5, 24.4 - heel], [18.8, 24.6], [25.2, 24.6], [24.8, 15], [25.4, upper]]; // biome-ignore format: points
    const line: XY[] = [
      [2, 22.6],
      [24.6, 22.4],
    ];
    return oneArea(of.chance(0.5) ? rounded(boot, 1) : boot, of.chance(0.6) ? [line] : []);
  },
];

/** One garment of a class, with proportions of its own. */
export const shapeOf = (label: number, random: Random): Shape => SHAPES[label]!(new Proportions(random));
