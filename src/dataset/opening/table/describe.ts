import { MOST_CLASSES } from '@/experiment/data/item-shape';
import { MISSING_LEVEL } from '@/experiment/data/table';
import type { ColumnReader } from './column-reader';
import type { TableFormat } from './formats';
import { isDate, isDecorated } from './numbers';
import type { ReadTable } from './read-table';

/** What is known of a column before anything is chosen. */
export interface ColumnFacts {
  name: string;
  missing: number;
  /** How many different values it has; `null` where they are more than are counted. */
  distinct: number | null;
  /** Its values with their rows, in order; `null` where they are too many for a category. */
  levels: readonly { name: string; count: number }[] | null;
  /** Of the cells that are numbers; `null` where none is. */
  numbers: { count: number; low: number; high: number } | null;
  /** Cells that are neither missing nor numbers, and the first of them. */
  stray: { count: number; example: string; line: number };
  /** What most of the cells are that are no numbers. */
  looks: 'dates' | 'decorated' | null;
  /** Its cells count the rows. */
  isRowNumber: boolean;
  /** Columns that differ in nothing but the names of their values have the same. */
  fingerprint: string;
  /** Its cells at rows from all over the table, the same rows of every column. */
  sample: ColumnSample;
}

/** Cells of a column at some rows. */
export interface ColumnSample {
  /** NaN where a cell is missing or no number. */
  numbers: Float64Array;
  /** Which of the column's values it is, -1 where it is missing; `null` where these are too many for a category. */
  codes: Int16Array | null;
}

/** What was understood of a table; without columns where it cannot be read as it is. */
export interface TableDescription {
  name: string;
  format: TableFormat;
  rows: number;
  columns: readonly ColumnFacts[];
}

export const describeTable = ({ name, format, rows, columns }: ReadTable): TableDescription => ({
  name,
  format,
  rows,
  columns: columns.map((column) => factsOf(column.name, column.cells)),
});

/** The share of the values of a column that have to be of one kind. */
const MOSTLY = 0.9;

function factsOf(name: string, cells: ColumnReader): ColumnFacts {
  const codes = cells.wordCodes();
  const values = cells.values();
  const words = cells.words.slice(0, 200);
  const share = (is: (word: string) => boolean) => words.filter(is).length / Math.max(1, words.length);
  const stray = cells.strayCells();
  const wordy = stray.count > (cells.length - cells.missing) / 2;
  return {
    name,
    missing: cells.missing,
    distinct: codes ? cells.words.length : null,
    levels: codes && cells.words.length <= MOST_CLASSES ? sortedLevels(cells) : null,
    numbers: rangeOf(values),
    stray,
    looks: !wordy ? null : share(isDate) >= MOSTLY ? 'dates' : share(isDecorated) >= MOSTLY ? 'decorated' : null,
    isRowNumber: countsUp(values),
    fingerprint: fingerprint(codes ?? values),
    sample: sampleOf(values, codes && cells.words.length <= MOST_CLASSES ? codes : null),
  };
}

/** Rows that columns are compared in. */
const MOST_SAMPLED = 1000;

function sampleOf(values: Float64Array, codes: Uint16Array | null): ColumnSample {
  const { length } = values;
  const count = Math.min(MOST_SAMPLED, length);
  const rows = Array.from({ length: count }, (_, k) => Math.floor((k * length) / count));
  const code = (row: number) => (codes?.[row] === MISSING_LEVEL ? -1 : (codes?.[row] ?? -1));
  return { numbers: Float64Array.from(rows, (row) => values[row]!), codes: codes && Int16Array.from(rows, code) };
}

const collator = new Intl.Collator('en', { numeric: true });

/** The values of a column in the order of their inputs, whatever the order of the rows. */
export const sortedLevels = (cells: ColumnReader): { name: string; count: number; code: number }[] =>
  cells.words
    .map((name, code) => ({ name, count: cells.counts[code] ?? 0, code }))
    .toSorted((a, b) => collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));

function rangeOf(values: Float64Array): ColumnFacts['numbers'] {
  let [count, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return count === 0 ? null : { count, low, high };
}

/** From 0 or 1 on. */
const countsUp = (values: Float64Array): boolean =>
  values.length > 2 && (values[0] === 0 || values[0] === 1) && values.every((value, i) => i === 0 || value === values[i - 1]! + 1);

/** FNV-1a over the bytes, 32 bits, and their number. Codes are given in the order in which values come, so that names play no part. */
function fingerprint(values: Uint16Array | Float64Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${bytes.length}-${hash >>> 0}`;
}
