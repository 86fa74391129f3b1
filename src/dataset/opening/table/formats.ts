/** How the characters of a file are written, by the names that TextDecoder knows. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Latin-1 (Windows-1252)',
} as const;

/** What stands between two cells. */
export const SEPARATORS = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Vertical bar' } as const;

/** What stands before the fraction of a number. */
export const DECIMALS = { '.': 'Point (1.5)', ',': 'Comma (1,5)' } as const;

export type Encoding = keyof typeof ENCODINGS;
export type Separator = keyof typeof SEPARATORS;
export type Decimal = keyof typeof DECIMALS;

/** How a table is written as text. Cells may be quoted in any format. */
export interface TableFormat {
  encoding: Encoding;
  separator: Separator;
  decimal: Decimal;
  /** Whether the first row names the columns. */
  header: boolean;
}
