import { el, type Markup, text } from '@/print/markup';
import type { Picture } from '@/print/picture';

/** A section under a heading; nothing where it has no contents. */
export const section = (title: string, contents: readonly Markup[]): Markup[] =>
  contents.length === 0 ? [] : [el('section', {}, el('h2', {}, text(title)), contents)];

/** Names and values in pairs. */
export const facts = (rows: readonly (readonly [string, string])[]): Markup =>
  el(
    'dl',
    {},
    rows.map(([name, value]) => el('div', {}, el('dt', {}, text(name)), el('dd', {}, text(value)))),
  );

export interface Table {
  caption: string;
  heads: readonly string[];
  /** The first cell of each is its heading. */
  rows: readonly (readonly string[])[];
  /** Columns of words, beside the first one; all others are figures. */
  words?: boolean;
}

/** A table with a caption, a heading for each column, and one for each row. */
export function table({ caption, heads, rows, words = false }: Table): Markup {
  const head = el(
    'tr',
    {},
    heads.map((name) => el('th', { scope: 'col' }, text(name))),
  );
  const body = rows.map(([name = '', ...values]) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, text(name)),
      values.map((value) => el('td', {}, text(value))),
    ),
  );
  return el(
    'table',
    { class: words ? 'words' : undefined },
    el('caption', {}, text(caption)),
    el('thead', {}, head),
    el('tbody', {}, body),
  );
}

/** A picture of ours, drawn in the page itself. */
export const figure = ({ svg }: Picture): Markup => el('figure', {}, svg);

/** What people wrote, line by line. */
export const paragraphs = (words: string): Markup[] =>
  words
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => el('p', {}, text(line)));
