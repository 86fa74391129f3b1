import Papa from 'papaparse';
import { fileName, type OpenedFile, OpeningError } from '@/dataset/opening/opening';
import { LONGEST_NAME } from '@/experiment/data/own';
import { MOST_COLUMNS } from '@/experiment/data/table';
import { counted, formatCount } from '@/experiment/words/numbers';
import { ColumnReader } from './column-reader';
import { recognizeFormat } from './format';
import { SEPARATORS, type TableFormat } from './formats';
import { isNumber } from './numbers';

/** Bytes read between two pauses. */
const CHUNK = 512 * 1024;
/** A row is no longer than so many characters: a quote that is never closed would swallow the file. */
const LONGEST_ROW = 4 * 1024 * 1024;

/** A table that was read: its columns with all their cells. */
export interface ReadTable {
  /** What it may be called. */
  name: string;
  format: TableFormat;
  columns: readonly { name: string; cells: ColumnReader }[];
  rows: number;
}

/** How many of the bytes were read. */
export interface ReadProgress {
  done: number;
  total: number;
}

/** What cannot be read as a table in this format; another format may do. */
export class TableError extends OpeningError {
  constructor(
    message: string,
    readonly format: TableFormat,
  ) {
    super(message);
  }
}

/**
 * Reads a table, chunk by chunk, so that whoever goes through the steps can do other things in between.
 *
 * @param chosen what a person has chosen of the format; the rest is recognized
 * @throws OpeningError where it is no table, TableError where another format may help: both name the line at fault
 */
export function* readTable({ path, bytes }: OpenedFile, chosen: Partial<TableFormat>): Generator<ReadProgress, ReadTable> {
  const format = recognizeFormat(bytes, chosen);
  try {
    return yield* readAs({ path, bytes }, format);
  } catch (error) {
    // What looks like UTF-8 at the beginning may be Latin-1 further down.
    if (!(error instanceof TypeError) || chosen.encoding || format.encoding !== 'utf-8') throw asTableError(error, format);
    return yield* readAs({ path, bytes }, { ...format, encoding: 'windows-1252' });
  }
}

/** A decoder throws a TypeError. */
const asTableError = (error: unknown, format: TableFormat): unknown =>
  error instanceof TypeError ? new TableError('The file is not in this encoding. Choose another one.', format) : error;

function* readAs({ path, bytes }: OpenedFile, format: TableFormat): Generator<ReadProgress, ReadTable> {
  const decoder = new TextDecoder(format.encoding, { fatal: true });
  const rows = new RowReader(format);
  let carry = '';
  let parser: Papa.Parser | null = null;
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const isLast = at + CHUNK >= bytes.length;
    const text = carry + decoder.decode(bytes.subarray(at, at + CHUNK), { stream: !isLast });
    parser ??= new Papa.Parser({ delimiter: format.separator, newline: newlineOf(text) });
    const { data, errors, meta } = parser.parse(text, 0, !isLast);
    const open = isLast ? errors.find(({ code }: Papa.ParseError) => code === 'MissingQuotes') : undefined;
    for (const row of (data as string[][]).slice(0, open?.row)) rows.add(row);
    if (open) rows.failQuote();
    carry = text.slice(meta.cursor);
    if (carry.length > LONGEST_ROW) rows.failQuote();
    yield { done: Math.min(at + CHUNK, bytes.length), total: bytes.length };
  }
  return { name: fileName(path).replace(/\.(csv|tsv|tab|txt)$/i, ''), format, ...rows.end(fileName(path)) };
}

function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  const at = text.search(/[\r\n]/);
  if (at < 0 || text[at] === '\n') return '\n';
  return text[at + 1] === '\n' ? '\r\n' : '\r';
}

/** Takes rows into their columns, and refuses those that do not fit. */
class RowReader {
  private columns: { name: string; cells: ColumnReader }[] | null = null;
  private heading: readonly string[] | null = null;
  private second: { row: string[]; line: number } | null = null;
  private line = 1;

  constructor(private readonly format: TableFormat) {}

  add(row: string[]): void {
    const line = this.line;
    this.line += 1 + newlines(row);
    if (row.length === 1 && row[0]?.trim() === '') return;
    if (!this.columns) {
      this.begin(row);
      if (this.format.header) return;
    }
    const columns = this.columns ?? [];
    if (row.length !== columns.length) {
      const first = this.format.header ? 'the header has' : 'the first row has';
      this.fail(`Line ${formatCount(line)} has ${counted(row.length, 'cell')}, but ${first} ${columns.length}.`);
    }
    if (this.heading && row[0] === this.heading[0] && row.join('\n') === this.heading.join('\n')) {
      this.fail(`Line ${formatCount(line)} repeats the header. Delete it, then open the file again.`);
    }
    this.second ??= { row, line };
    for (let k = 0; k < row.length; k++) columns[k]!.cells.add(row[k]!, line);
  }

  private begin(row: readonly string[]): void {
    if (row.length > MOST_COLUMNS) this.fail(`There are ${formatCount(row.length)} columns, and at most ${MOST_COLUMNS} are possible.`);
    const { header, decimal } = this.format;
    const names = distinctNames(row.map((cell, k) => (header && cell.trim()) || `Column ${k + 1}`));
    this.heading = header ? row : null;
    this.columns = names.map((name) => ({ name, cells: new ColumnReader(decimal) }));
  }

  /** @param name of the file */
  end(name: string): Pick<ReadTable, 'columns' | 'rows'> {
    const columns = this.columns ?? [];
    const rows = columns[0]?.cells.length ?? 0;
    if (rows === 0) throw new OpeningError(`“${name}” has no rows${columns.length > 0 ? ' below its header' : ''}.`);
    if (columns.length < 2) {
      const words = SEPARATORS[this.format.separator].toLowerCase();
      this.fail(`Only one column was found: no ${words} separates cells. Choose another separator.`);
    }
    this.checkSecond(columns, rows);
    return { columns, rows };
  }

  /** A second header, as of units: words where all other rows have numbers. */
  private checkSecond(columns: readonly { cells: ColumnReader }[], rows: number): void {
    const { second } = this;
    if (!second || this.heading === null || rows < 3) return;
    const { decimal } = this.format;
    const isWord = (k: number) => !isNumber(second.row[k]?.trim() ?? '', decimal);
    const numeric = [...columns.keys()].filter((k) => {
      const { cells } = columns[k]!;
      const strays = cells.strayCells();
      return strays.count === 1 && strays.line === second.line && rows - cells.missing - 1 > 0;
    });
    if (numeric.length === 0 || !columns.every((_, k) => isWord(k))) return;
    this.fail(`There are two headers: line ${second.line} has words where the other rows have numbers. Delete one of them.`);
  }

  failQuote(): never {
    return this.fail(`Line ${formatCount(this.line)}: a quotation mark is opened and never closed.`);
  }

  private fail(message: string): never {
    throw new TableError(message, this.format);
  }
}

function newlines(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) if (cell.includes('\n')) count += cell.split('\n').length - 1;
  return count;
}

/** Names of columns, shortened, no two alike: the second "a" is "a (2)". */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const short = name.slice(0, LONGEST_NAME - 6);
    let free = name.length <= LONGEST_NAME ? name : short;
    for (let n = 2; taken.has(free); n++) free = `${short} (${n})`;
    taken.add(free);
    return free;
  });
}
