/** What a typed text says: a number, nothing, the beginning of a number, or something that cannot be read, with the reason in words. */
export type Reading = { kind: 'number'; value: number } | { kind: 'empty' } | { kind: 'unfinished' } | { kind: 'unreadable'; why: string };

const SPACES = /[\s\u00a0\u2009\u202f']/g;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const BEGINNING = /^[+-]?(\d*\.?\d*)(e[+-]?\d*)?$/i;
/** "1,280" is 1280 in one country and 1.28 in another; "0,001" is not ambiguous. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * Reads a number as people type it: with a decimal point or a decimal comma, with spaces or apostrophes between thousands, and with an exponent.
 * Where both a point and a comma occur, the last of them is the decimal one. Nothing is guessed: what could mean two numbers is unreadable.
 */
export function readNumber(text: string): Reading {
  const typed = text.trim().replace('\u2212', '-').replace(SPACES, '');
  if (typed === '') return { kind: 'empty' };
  if (AMBIGUOUS.test(typed)) {
    return { kind: 'unreadable', why: `${typed} could be ${typed.replace(',', '')} or ${typed.replace(',', '.')}. Write one of these.` };
  }
  const plain = withPoint(typed);
  if (PLAIN.test(plain)) {
    const value = Number(plain);
    return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'unreadable', why: `${typed} is too large a number.` };
  }
  if (BEGINNING.test(plain)) return { kind: 'unfinished' };
  return { kind: 'unreadable', why: `“${text.trim()}” is not a number. Write it like 0.001, 0,001 or 1e-3.` };
}

/** The text with a point as its only separator, where that can be told. */
function withPoint(typed: string): string {
  const last = typed.lastIndexOf(',') > typed.lastIndexOf('.') ? ',' : '.';
  const other = last === ',' ? '.' : ',';
  // "1,234,567": a separator that comes twice is no decimal one.
  if (typed.split(last).length > 2) return withoutThousands(typed, last);
  const [whole = '', ...rest] = typed.split(last);
  return [withoutThousands(whole, other), ...rest].join('.');
}

/** Thousands come in threes; anything else between digits is no separator, and stays to be refused. */
const withoutThousands = (digits: string, separator: string): string =>
  /^[+-]?\d{1,3}([.,]\d{3})+$/.test(digits) ? digits.replaceAll(separator, '') : digits;

/**
 * The next number up or down, for the arrow keys: by `step` where there is one, else by one unit of the first digit (0.001, 0.002, … 0.009, 0.01, 0.02),
 * and never beyond `min` and `max`.
 */
export function stepped(value: number, up: boolean, { step, min = -Infinity, max = Infinity }: Steps): number {
  const by = step === 'any' ? unitOf(value, up) : step;
  const next = Number((value + (up ? by : -by)).toPrecision(12));
  return Math.min(max, Math.max(min, next));
}

export interface Steps {
  step: number | 'any';
  min?: number | undefined;
  max?: number | undefined;
}

function unitOf(value: number, up: boolean): number {
  if (value === 0) return 1;
  const size = Math.abs(value);
  const unit = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const shrinks = value > 0 !== up;
  return shrinks && Math.abs(size / unit - 1) < 1e-9 ? unit / 10 : unit;
}
