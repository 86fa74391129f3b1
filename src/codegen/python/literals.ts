/** Columns of a line of Python (PEP 8). */
export const LINE_WIDTH = 79;

/** A number as Python writes it. */
export const pyNumber = (value: number): string => {
  const text = String(value);
  // JavaScript writes 1e-7 and 1e+21; Python reads both.
  return text === '-0' ? '0' : text;
};

/** A number that is to be a float wherever it is written. */
export const pyFloat = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? `${pyNumber(value)}.0` : pyNumber(value);

export const pyBoolean = (value: boolean): string => (value ? 'True' : 'False');

/** Any text as a Python string literal. JSON's escapes are Python's too; half a surrogate pair could not be printed. */
export const pyString = (text: string): string => JSON.stringify(text.replace(/\p{Cs}/gu, '\ufffd'));

/** `text`, every line that is not empty moved to the right by `columns`. */
export const indent = (text: string, columns = 4): string => text.replace(/^(?=.)/gm, ' '.repeat(columns));

/**
 * `open`, `items` separated by commas, `close`: on one line where that leaves no more than PEP 8's 79 columns, else one item a line.
 *
 * @param column where the text will start
 * @param after characters that follow on the last line
 */
export function enclosed(open: string, items: readonly string[], close: string, { column = 0, after = 0 } = {}): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (column + line.length + after <= LINE_WIDTH && !line.includes('\n')) return line;
  return [open, ...items.map((item) => indent(`${item},`)), close].join('\n');
}

/** A call with its arguments; `named` ones follow the others, in their order. */
export function pyCall(
  name: string,
  positional: readonly (string | number)[],
  named: Readonly<Record<string, string | number>> = {},
  place: { column?: number; after?: number } = {},
): string {
  const values = positional.map(String);
  const keywords = Object.entries(named).map(([key, value]) => `${key}=${value}`);
  return enclosed(`${name}(`, [...values, ...keywords], ')', place);
}

/** A list with its items already written in Python. */
export const pyList = (items: readonly string[], column = 0): string => enclosed('[', items, ']', { column });

/** A tuple of numbers. */
export const pyTuple = (values: readonly number[]): string => (values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`);

/** Words of a text on lines of at most `width` characters. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
