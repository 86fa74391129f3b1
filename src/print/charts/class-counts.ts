import { formatCount } from '@/experiment/words/numbers';
import { el } from '@/print/markup';
import { VAL } from '@/print/palette';
import { label, type Picture, pictureOf, SIDE } from '@/print/picture';

export interface ClassCountsPicture {
  title: string;
  subtitle: string;
  counts: readonly { name: string; count: number }[];
}

const WIDTH = 720;
const ROW = 26;
const NAMES = 150;
const NUMBERS = 70;

/** How many images each class has: a bar a class, with its name and its number. */
export function classCountsPicture({ title, subtitle, counts }: ClassCountsPicture): Picture {
  const most = counts.reduce((largest, { count }) => Math.max(largest, count), 1);
  const room = WIDTH - 2 * SIDE - NAMES - NUMBERS;
  const body = counts.flatMap(({ name, count }, i) => {
    const middle = i * ROW + ROW / 2;
    const width = (room * count) / most;
    const left = SIDE + NAMES;
    return [
      label(name, left - 8, middle + 4, { anchor: 'end', within: NAMES - 8 }),
      el('rect', { x: left, y: middle - 8, width, height: 16, fill: VAL, 'fill-opacity': 0.7 }),
      label(formatCount(count), left + width + 6, middle + 4),
    ];
  });
  return pictureOf({ title, subtitle, width: WIDTH, height: counts.length * ROW + SIDE, body });
}
