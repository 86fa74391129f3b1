import { encodePng } from '@/dataset/drawing/png';
import type { ItemShape } from '@/experiment/data/item-shape';
import { shortClassName } from '@/experiment/words/class-names';
import { formatPercent } from '@/experiment/words/numbers';
import type { Samples } from '@/run/types';
import { el, type Markup } from './markup';
import { BAD, GOOD, RULE, SOFT, VAL } from './palette';
import { label, type Picture, pictureOf, SIDE } from './picture';

export interface SamplesPicture {
  samples: Samples;
  classNames: readonly string[];
  imageShape: ItemShape;
  subtitle: string;
}

const COLUMNS = 4;
const CELL = { width: 200, height: 92 };
const IMAGE = 64;
const BARS = 108;

/** Images with what they are, what the model says and how sure it is. */
export function samplesPicture({ samples, classNames, imageShape, subtitle }: SamplesPicture): Picture {
  const { items } = samples;
  const nameOf = (target: number) => shortClassName(classNames[target] ?? `Class ${target}`);
  const cells = items.map(({ pixels, target, probabilities }, i) => {
    const [x, y] = [SIDE + (i % COLUMNS) * CELL.width, Math.floor(i / COLUMNS) * CELL.height];
    const ranked = [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
    const said = ranked[0] ?? 0;
    const right = said === target;
    const bars = right ? ranked.slice(0, 2) : [said, target];
    return el(
      'g',
      { transform: `translate(${x} ${y})` },
      imageOf(pixels, imageShape),
      label(`${right ? '✓' : '✗'} ${nameOf(target)}`, IMAGE + 10, 14, { weight: 650, fill: right ? GOOD : BAD, within: BARS + 14 }),
      ...bars.map((at, row) => barOf(nameOf(at), probabilities[at] ?? 0, at === target, 24 + 24 * row)),
    );
  });
  const rows = Math.ceil(items.length / COLUMNS);
  return pictureOf({
    title: 'Samples',
    subtitle,
    width: 2 * SIDE + Math.min(COLUMNS, Math.max(1, items.length)) * CELL.width,
    height: rows * CELL.height + 24,
    body: [
      ...cells,
      label('✓ right  ✗ wrong, beside the true class; bars: probabilities', SIDE, rows * CELL.height + 10, { fill: SOFT, size: 11.5 }),
    ],
  });
}

/** An image, at a whole multiple of nothing: its pixels stay sharp at any size. */
export function imageOf(pixels: Uint8Array, [height, width, channels]: ItemShape, size = IMAGE): Markup {
  const png = encodePng(pixels, width, height, channels);
  return el('image', {
    href: `data:image/png;base64,${base64(png)}`,
    width: size,
    height: size,
    style: 'image-rendering:pixelated',
  });
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function barOf(name: string, share: number, right: boolean, y: number): Markup {
  const known = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  return el(
    'g',
    { transform: `translate(${IMAGE + 10} ${y})` },
    label(name, 0, 9, { size: 10.5, fill: SOFT, within: BARS - 34 }),
    label(formatPercent(known, 0), BARS, 9, { size: 10.5, anchor: 'end' }),
    el('rect', { y: 12, width: BARS, height: 4, rx: 2, fill: RULE }),
    el('rect', { y: 12, width: BARS * known, height: 4, rx: 2, fill: right ? GOOD : VAL }),
  );
}
