/** One column of a table. */
export type Column = NumberColumn | CategoryColumn;

/** A column of numbers. */
export interface NumberColumn {
  kind: 'number';
  name: string;
  /** What its numbers count, after the number: "h", "₹". */
  unit?: string;
}

/** A column whose cells are one of a few words. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** Its words, in the order of their inputs. */
  levels: readonly string[];
}

/** What is known of a table before its rows are here. */
export interface TableInfo {
  /** What a model is given of each row, in order. */
  columns: readonly Column[];
  /** What it is to predict. */
  target: Column;
  /** What stands in the place of missing cells; absent where none is missing. */
  missing?: MissingRule;
}

/** What takes the place of cells that are missing, by the training rows alone: of numbers; in categories it is always the commonest level. */
export const MISSING_RULES = {
  mean: 'Mean',
  mostFrequent: 'Most frequent value',
} as const;

export type MissingRule = keyof typeof MISSING_RULES;

export const MISSING_KINDS = Object.keys(MISSING_RULES) as MissingRule[];

/** The code of a cell of a category that is missing; of numbers it is NaN. */
export const MISSING_LEVEL = 0xffff;

/** The most columns that a table may have. */
export const MOST_COLUMNS = 500;

/** The most numbers that a model is given for one row. */
export const MOST_INPUTS = 2000;

/** Numbers that a model is given for one column: a category is one-hot, so one for each level. */
export const inputsOf = (column: Column): number => (column.kind === 'number' ? 1 : column.levels.length);

/** Numbers that a model is given for one row. */
export const inputCount = ({ columns }: TableInfo): number => columns.reduce((sum, column) => sum + inputsOf(column), 0);

/** A column with its unit: "Price (₹)". */
export const columnTitle = (column: Column): string =>
  column.kind === 'number' && column.unit ? `${column.name} (${column.unit})` : column.name;

/** What each of these numbers is: "Stops: one" of a level, "Duration" of a number. */
export const inputNames = ({ columns }: TableInfo): string[] =>
  columns.flatMap((column) => (column.kind === 'number' ? [column.name] : column.levels.map((level) => `${column.name}: ${level}`)));
