import { shortClassName } from '@/experiment/words/class-names';
import { type Normalization, normalizeConfusion } from '@/metrics/confusion';
import { el, type Markup } from './markup';
import { INK, SOFT, toneOf } from './palette';
import { label, type Picture, pictureOf, SIDE } from './picture';

export interface ConfusionPicture {
  confusion: readonly (readonly number[])[];
  classNames: readonly string[];
  by: Normalization;
  subtitle: string;
}

const MEANINGS: Record<Normalization, string> = {
  counts: 'images',
  row: '% of each true class',
  column: '% of each predicted class',
  all: '% of all images',
};

const NAMES = 110;
const HEADS = 86;
const KEY = 46;
/** The table is not wider than this, but cells are never smaller than their figures. */
const WIDEST = 760;
const SMALLEST_CELL = 34;
const LARGEST_CELL = 64;

/** A row for each true class, a column for each predicted one, darker where more images are. */
export function confusionPicture({ confusion, classNames, by, subtitle }: ConfusionPicture): Picture {
  const { cell, left, top, bottom, width, heads } = matrixFrame(classNames);
  const cells = normalizeConfusion(confusion, by);
  const full = by === 'row' || by === 'column' ? 1 : cells.reduce((most, row) => Math.max(most, ...row), 0);
  const body = cells.flatMap((row, truth) =>
    row.flatMap((value, predicted) =>
      cellOf({ value, full, by, right: truth === predicted, cell, x: left + predicted * cell, y: top + truth * cell }),
    ),
  );
  return pictureOf({
    title: 'Confusion matrix',
    subtitle,
    width,
    height: bottom + KEY,
    body: [...heads, ...body, ...keyOf(left, bottom + 16, `Cells: ${MEANINGS[by]}`)],
  });
}

/** Where the cells of a matrix stand, and the names of its rows and columns. Lengths in CSS pixels. */
export interface MatrixFrame {
  /** Edge of a cell. */
  cell: number;
  left: number;
  top: number;
  bottom: number;
  /** Of the whole picture. */
  width: number;
  heads: Markup[];
}

export function matrixFrame(classNames: readonly string[]): MatrixFrame {
  const classes = classNames.length;
  const cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, (WIDEST - NAMES - 2 * SIDE) / classes));
  const [left, top] = [SIDE + NAMES, HEADS];
  const names = classNames.map(shortClassName).flatMap((name, at) => {
    const middle = (at + 0.5) * cell;
    return [
      label(name, left - 8, top + middle + 4, { anchor: 'end', within: NAMES - 12 }),
      label(name, left + middle, top - 8, { turn: -40, within: 100 }),
    ];
  });
  const corner = [
    label('true ↓', left - 8, top - 8, { anchor: 'end', fill: SOFT, size: 11.5 }),
    label('predicted →', left - 8, top - 26, { anchor: 'end', fill: SOFT, size: 11.5 }),
  ];
  return {
    ...{ cell, left, top },
    bottom: top + classes * cell,
    width: Math.max(460, left + classes * cell + SIDE + 40),
    heads: [...corner, ...names],
  };
}

interface Cell {
  value: number;
  full: number;
  by: Normalization;
  right: boolean;
  cell: number;
  x: number;
  y: number;
}

function cellOf({ value, full, by, right, cell, x, y }: Cell): Markup[] {
  // The square root lifts rare mistakes off the background, as on the page.
  const { fill, ink } = toneOf(full > 0 ? Math.sqrt(value / full) : 0);
  const box = el('rect', { x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, rx: 4, fill: value === 0 ? '#f6f4f1' : fill });
  if (value === 0) return [box];
  const figure = by === 'counts' ? String(value) : value < 0.0005 ? '<0.1' : String(Number((100 * value).toFixed(1)));
  return [
    box,
    label(figure, x + cell / 2, y + cell / 2 + 4, {
      anchor: 'middle',
      fill: ink,
      weight: right ? 650 : 400,
      size: figure.length > 4 ? 10.5 : 12,
    }),
  ];
}

/** What the tones and the figures mean. */
function keyOf(x: number, y: number, meaning: string): Markup[] {
  const steps = [0.15, 0.4, 0.65, 0.9];
  return [
    label('few', x, y + 10, { fill: SOFT, size: 11.5 }),
    ...steps.map((share, i) => el('rect', { x: x + 26 + 18 * i, y, width: 16, height: 12, rx: 2, fill: toneOf(share).fill })),
    label('many', x + 104, y + 10, { fill: SOFT, size: 11.5 }),
    label(meaning, x + 150, y + 10, { fill: INK, size: 11.5 }),
  ];
}
