import { spreadsheetText } from '@/experiment/words/spreadsheet';

/** What a cell may hold; `null` and numbers that are not finite become empty cells. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180), each ended by CR LF. The only writer of CSV: every cell of every export goes through it.
 *
 * Names in these tables are typed by people. A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP's advice on CSV
 * injection); numbers stay numbers, negative ones included.
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = spreadsheetText(cell ?? '');
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
