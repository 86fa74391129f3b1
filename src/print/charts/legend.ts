import { el, type Markup } from '@/print/markup';
import { PAPER } from '@/print/palette';
import { label, SIDE, widthOf } from '@/print/picture';
import { isOpen, MARKERS, type Shape } from './markers';

export interface LegendEntry {
  name: string;
  color: string;
  dash?: string | undefined;
  opacity?: number | undefined;
  /** A shape on the line. */
  marker?: Shape | undefined;
}

const ROW = 20;
const SIGN = 26;
const GAP = 18;
const SIZE = 12;

/** The names of lines beside a piece of each, in as many rows as they need. */
export function legendOf(entries: readonly LegendEntry[], width: number): { height: number; marks: Markup[] } {
  let x = SIDE;
  let y = 10;
  const marks: Markup[] = [];
  for (const { name, color, dash, opacity, marker } of entries) {
    const needed = Math.min(SIGN + widthOf(name, SIZE), width - 2 * SIDE);
    if (x > SIDE && x + needed > width - SIDE) {
      x = SIDE;
      y += ROW;
    }
    marks.push(
      el('line', {
        x1: x,
        x2: x + 20,
        y1: y,
        y2: y,
        stroke: color,
        'stroke-width': 2.5,
        'stroke-dasharray': dash,
        'stroke-opacity': opacity,
      }),
      ...(marker ? [markerAt(marker, color, x + 10, y)] : []),
      label(name, x + SIGN, y + 4, { size: SIZE, within: needed - SIGN + 1 }),
    );
    x += needed + GAP;
  }
  return { height: entries.length === 0 ? 0 : y + ROW, marks };
}

/** A marker with its middle at (x, y). */
export const markerAt = (shape: Shape, color: string, x: number, y: number): Markup =>
  el('path', {
    d: MARKERS[shape],
    transform: `translate(${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10})`,
    fill: isOpen(shape) ? PAPER : color,
    stroke: color,
    'stroke-width': 1.6,
  });
