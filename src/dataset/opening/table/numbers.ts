import type { Decimal } from './formats';

/** What stands for a missing cell, in small letters, as pandas reads it; "?" besides, as the UCI repository has it. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', '-nan', 'null', '<na>', '?']);

/** Whether a cell, without spaces around it, is missing. */
export const isMissing = (cell: string): boolean => cell.length < 5 && MISSING.has(cell.toLowerCase());

const THOUSANDS: Record<Decimal, RegExp> = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ };

/** The number that a cell is, digits in groups of three included; NaN where it is none. */
export function parseNumber(cell: string, decimal: Decimal): number {
  if (THOUSANDS[decimal].test(cell)) return Number(decimal === '.' ? cell.replaceAll(',', '') : cell.replaceAll('.', '').replace(',', '.'));
  const text = decimal === ',' ? withPoint(cell) : cell;
  const value = Number(text);
  // Number('') is 0, and 0x10, Infinity and the like are no numbers of a table.
  return text === '' || !Number.isFinite(value) || /[xob]/i.test(text) ? Number.NaN : value;
}

/** A point is no fraction where the comma is. */
const withPoint = (cell: string): string => (cell.includes('.') ? 'x' : cell.replace(',', '.'));

export const isNumber = (cell: string, decimal: Decimal): boolean => !Number.isNaN(parseNumber(cell, decimal));

const DATE = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2})?$/;

/** Whether a cell is a date or a time of day. */
export const isDate = (cell: string): boolean => DATE.test(cell);

/** Whether a cell is a number with something around it: "12 kg", "$5", "45%". */
export const isDecorated = (cell: string): boolean => /^[$€£¥₹<>~≈]?\s?[+-]?\d[\d.,]*\s?[^\d\s]{0,6}$/.test(cell);
