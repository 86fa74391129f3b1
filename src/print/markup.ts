declare const escaped: unique symbol;

/** SVG or HTML in which everything that came from people has been escaped. Only this file makes it. */
export type Markup = string & { readonly [escaped]: true };

type Content = Markup | readonly Markup[] | null;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters that XML cannot hold, however they are written, and the signs that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Any text, to be read as text. */
export const text = (words: string): Markup =>
  words
    .toWellFormed()
    .replace(UNPRINTABLE, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign) as Markup;

/** Several pieces as one. */
export const join = (pieces: readonly Markup[]): Markup => pieces.join('') as Markup;

/** An element. Attributes that are `undefined` are left out; numbers are rounded to hundredths, which no eye tells apart. */
export function el(name: string, attributes: Record<string, string | number | undefined>, ...contents: Content[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${text(valueText(value))}"`));
  const inner = contents.flat().filter((content) => content !== null);
  return `<${name}${written.join('')}>${inner.join('')}</${name}>` as Markup;
}

/** An element without contents that HTML does not close: `img`, `meta`, `br`. */
export const voidEl = (name: string, attributes: Record<string, string>): Markup =>
  el(name, attributes).replace(`></${name}>`, '>') as Markup;

/** A style sheet of our own; it is not escaped, so nothing from people may be in it. */
export const styleSheet = (css: string): Markup => `<style>${css}</style>` as Markup;

const valueText = (value: string | number): string =>
  typeof value === 'string' ? value : String(Number.isFinite(value) ? Math.round(100 * value) / 100 : 0);
