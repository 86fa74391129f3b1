import { el, type Markup, text } from './markup';
import { INK, PAPER, SOFT } from './palette';

/** A finished picture: a whole SVG document on a white background, its title and legend inside. */
export interface Picture {
  svg: Markup;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** What it is called, in words. */
  name: string;
}

export interface PictureParts {
  title: string;
  /** What it is of: the run, the data set, the images. */
  subtitle: string;
  width: number;
  /** Without the title. */
  height: number;
  /** Drawn from `(0, 0)` to `(width, height)`, below the title. */
  body: readonly Markup[];
}

/** Room for title and subtitle. */
export const HEAD = 58;
export const SIDE = 20;
const FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Puts the title above a drawing. */
export function pictureOf({ title, subtitle, width, height, body }: PictureParts): Picture {
  const whole = HEAD + height;
  const svg = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: whole,
      viewBox: `0 0 ${width} ${whole}`,
      role: 'img',
      'aria-label': `${title}. ${subtitle}`,
      'font-family': FONT,
    },
    el('rect', { width, height: whole, fill: PAPER }),
    label(title, SIDE, 28, { size: 16, weight: 650, within: width - 2 * SIDE }),
    label(subtitle, SIDE, 47, { size: 12, fill: SOFT, within: width - 2 * SIDE }),
    el('g', { transform: `translate(0 ${HEAD})` }, body),
  );
  return { svg, width, height: whole, name: `${title} ${subtitle}` };
}

export interface LabelOptions {
  size?: number;
  weight?: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
  /** Pixels that it may be wide; longer text ends in "…". */
  within?: number;
  /** Degrees clockwise around its own place. */
  turn?: number;
}

/** A line of text with its baseline at `y`. */
export function label(words: string, x: number, y: number, options: LabelOptions = {}): Markup {
  const { size = 12, weight = 400, fill = INK, anchor = 'start', within = Number.POSITIVE_INFINITY, turn } = options;
  const shown = fitted(words, size, within);
  return el(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': weight === 400 ? undefined : weight,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      transform: turn === undefined ? undefined : `rotate(${turn} ${x} ${y})`,
    },
    text(shown),
    shown === words ? null : el('title', {}, text(words)),
  );
}

/** About how wide a line of text is: nothing here can measure letters. */
export const widthOf = (words: string, size: number): number =>
  size * [...words].reduce((sum, sign) => sum + (/[A-Z0-9m-w%@\u0100-\uffff]/.test(sign) ? 0.62 : 0.5), 0);

function fitted(words: string, size: number, within: number): string {
  if (widthOf(words, size) <= within) return words;
  const signs = [...words];
  while (signs.length > 1 && widthOf(`${signs.join('')}…`, size) > within) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
