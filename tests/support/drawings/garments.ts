import { toNetworkInput } from '@/dataset/drawing/input';
import type { Drawing } from '@/dataset/drawing/types';
import { datasetInfo } from '@/experiment/data/datasets';
import { createRandom, hash32 } from '@/experiment/random';
import type { DrawnImage, Half } from './files';
import { HANDS, type Hand } from './hands';
import { shapeOf } from './shapes';
import { drawShape, STYLES } from './styles';

/** One garment of a class in a style, and the hand that drew it. */
interface DrawnGarment {
  /** The folder of its class, and its style. */
  name: string;
  label: number;
  style: string;
  hand: Hand;
  drawing: Drawing;
}

/** Every class in every style, once. `set` counts the test set's halves, 0 and 1, and from 2 on sets of no file: the same drawings every time. */
export const drawnGarments = (set: number): DrawnGarment[] =>
  datasetInfo('fashion-mnist').classNames.flatMap((className, label) => {
    const folder = className.toLowerCase().replace(/[^a-z]+/g, '-');
    return STYLES.map((style, s) => {
      const random = createRandom(hash32(set, label, s));
      const hand = HANDS[(label + s + set) % HANDS.length]!;
      return { name: `${folder}/${style}`, label, style, hand, drawing: drawShape(shapeOf(label, random), style, hand, random) };
    });
  });

/** Sets of one half, at most. */
const MOST_SETS = 500;

/** The first set that may be developed with besides the files, and the first that is held back as one half of the files is. */
const FIRST_SET = { development: 2, 'held-back': 1001 } as const;

/** `count` sets of garments that are in no file, as the network gets them. Those of one half are never those of the other. */
export const moreDrawings = (count: number, half: Half = 'development'): DrawnImage[] =>
  Array.from({ length: Math.min(count, MOST_SETS) }, (_, i) =>
    drawnGarments(FIRST_SET[half] + i).map((one) => ({ ...one, pixels: toNetworkInput(one.drawing) })),
  ).flat();
