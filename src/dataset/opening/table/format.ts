import Papa from 'papaparse';
import { OpeningError } from '@/dataset/opening/opening';
import type { Decimal, Encoding, Separator, TableFormat } from './formats';
import { isMissing, isNumber } from './numbers';

/** Bytes from the beginning of a file that its format is recognized by. */
const SAMPLE = 256 * 1024;
/** Rows of these that are looked at. */
const MOST_ROWS = 200;
/** The share of rows that a separator has to cut into equally many cells. */
const CONSISTENT = 0.9;

/** How a table is written, by its beginning; what a person has chosen stays. */
export function recognizeFormat(bytes: Uint8Array, chosen: Partial<TableFormat> = {}): TableFormat {
  const encoding = chosen.encoding ?? encodingOf(bytes);
  const rowsBy = sampleRows(bytes, encoding);
  const separator = chosen.separator ?? separatorOf(rowsBy);
  const rows = rowsBy(separator);
  const decimal = chosen.decimal ?? decimalOf(rows);
  return { encoding, separator, decimal, header: chosen.header ?? hasHeader(rows, decimal) };
}

/** The order marks of UTF; without one, what has zero bytes is UTF-16, and what is no UTF-8 is Latin-1. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  start.subarray(0, 2000).forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++;
  });
  if (zeros[1]! > zeros[0]! && zeros[1]! > start.length / 20) return 'utf-16le';
  if (zeros[0]! > zeros[1]! && zeros[0]! > start.length / 20) return 'utf-16be';
  try {
    // The sample may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The whole rows at the beginning of a file, by a separator. Throws an OpeningError where the encoding cannot be. */
function sampleRows(bytes: Uint8Array, encoding: Encoding): (separator: Separator) => string[][] {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, SAMPLE), { stream: true });
  } catch {
    throw new OpeningError('The file is not in this encoding. Choose another one.');
  }
  const isWhole = bytes.length <= SAMPLE;
  return (delimiter) => {
    const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true, preview: MOST_ROWS });
    return isWhole || data.length < 2 || data.length === MOST_ROWS ? data : data.slice(0, -1);
  };
}

/** The first separator that cuts nearly all rows into equally many cells; a comma comes last, since it may stand in numbers. */
function separatorOf(rowsBy: (separator: Separator) => string[][]): Separator {
  const order: Separator[] = ['\t', ';', '|', ','];
  const isConsistent = (separator: Separator) => {
    const rows = rowsBy(separator);
    const width = rows[0]?.length ?? 0;
    return width > 1 && rows.filter((row) => row.length === width).length >= CONSISTENT * rows.length;
  };
  const most = (separator: Separator) => Math.max(0, ...rowsBy(separator).map((row) => row.length));
  return order.find(isConsistent) ?? order.toSorted((a, b) => most(b) - most(a))[0] ?? ',';
}

/** A decimal comma where more cells are written with one than with a point. */
function decimalOf(rows: readonly string[][]): Decimal {
  let [commas, points] = [0, 0];
  for (const cell of rows.flat()) {
    if (/^\s*[+-]?(\d+,\d{1,2}|\d+,\d{4,}|0,\d+)\s*$/.test(cell)) commas++;
    else if (/^\s*[+-]?\d*\.\d+\s*$/.test(cell)) points++;
  }
  return commas > points ? ',' : '.';
}

/** The first row is a heading where it has words alone, no two alike. */
function hasHeader(rows: readonly string[][], decimal: Decimal): boolean {
  const cells = (rows[0] ?? []).map((cell) => cell.trim());
  const named = cells.filter((cell) => cell !== '');
  const isWord = (cell: string) => !isNumber(cell, decimal) && !isMissing(cell);
  // The column of row numbers often has no name.
  return named.length >= Math.max(1, cells.length - 1) && named.every(isWord);
}
