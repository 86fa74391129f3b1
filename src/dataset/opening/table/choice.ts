import { MOST_CLASSES } from '@/experiment/data/item-shape';
import { type MissingRule, MOST_INPUTS } from '@/experiment/data/table';
import { counted, formatBytes, formatCount } from '@/experiment/words/numbers';
import type { ColumnFacts, TableDescription } from './describe';
import { knownTable } from './known';
import { leaksOf } from './leaks';

/** What a column is used as. */
export const COLUMN_USES = {
  number: 'Number',
  category: 'Category',
  ignored: 'Ignored',
  targetNumber: 'Target: number',
  targetCategory: 'Target: category',
} as const;

export type ColumnUse = keyof typeof COLUMN_USES;

/** What a person wants a table to be. */
export interface TableChoice {
  /** Of each column, in order. */
  uses: readonly ColumnUse[];
  /** What is done about missing cells: something takes their place, or the whole row is left out. */
  missing: MissingRule | 'drop';
  /** The share of rows that is held back for the test, and the seed that draws them. */
  testShare: number;
  seed: number;
  /** Of a target that is a number. */
  unit: string;
}

/** What is wrong with a choice, at a column or at the whole. */
export interface ChoiceProblem {
  column: number | null;
  message: string;
}

export const isTarget = (use: ColumnUse): use is 'targetNumber' | 'targetCategory' => use === 'targetNumber' || use === 'targetCategory';

/** Fewer values than this are classes to begin with, even if they are numbers. */
const FEW_VALUES = 2;
const TEST_SHARE = 0.2;
/** What the inputs of a model may take in memory. */
const MOST_BYTES = 600 * 1024 * 1024;
/** The share of cells that are numbers from which a column is one of numbers. */
const MOSTLY = 0.9;

/** What is proposed: every column as what it looks like, the target by its name, or else the last column. */
export function firstChoice({ columns }: Pick<TableDescription, 'columns'>): TableChoice {
  const known = knownTable(columns.map(({ name }) => name));
  const uses: ColumnUse[] = columns.map((column) => (known?.ignored.includes(column.name.toLowerCase()) ? 'ignored' : proposedUse(column)));
  const named = columns.findIndex(({ name }) => name.toLowerCase() === (known?.target ?? 'target'));
  const target = named >= 0 ? named : uses.findLastIndex((use) => use !== 'ignored');
  const facts = columns[target];
  return {
    uses: facts ? uses.with(target, proposedTarget(facts)) : uses,
    missing: 'mean',
    testShare: TEST_SHARE,
    seed: 1,
    unit: known?.unit ?? '',
  };
}

/** What a column looks like. */
export function proposedUse(facts: ColumnFacts): 'number' | 'category' | 'ignored' {
  const { distinct, numbers, stray, looks, isRowNumber, levels } = facts;
  if (distinct === 0 || distinct === 1 || isRowNumber || looks === 'dates') return 'ignored';
  if (numbers && numbers.count >= MOSTLY * (numbers.count + stray.count)) return 'number';
  return levels ? 'category' : 'ignored';
}

function proposedTarget(facts: ColumnFacts): ColumnUse {
  const isFew = facts.levels !== null && facts.levels.length <= FEW_VALUES;
  return proposedUse(facts) === 'number' && !isFew ? 'targetNumber' : 'targetCategory';
}

/** Everything that keeps a table from being used as chosen. */
export function choiceProblems({ columns, rows }: Pick<TableDescription, 'columns' | 'rows'>, choice: TableChoice): ChoiceProblem[] {
  const problems: ChoiceProblem[] = columns.flatMap((facts, column) =>
    columnProblems(facts, choice.uses[column] ?? 'ignored').map((message) => ({ column, message })),
  );
  const whole = (message: string) => problems.push({ column: null, message });
  const targets = choice.uses.filter(isTarget).length;
  if (targets === 0) whole('Choose the column to be predicted as the target.');
  if (targets > 1) whole('Only one column can be the target.');
  const inputs = inputsOf(columns, choice);
  if (inputs === 0) whole('Choose at least one column to predict from.');
  if (inputs > MOST_INPUTS)
    whole(`The columns make ${formatCount(inputs)} inputs, and at most ${formatCount(MOST_INPUTS)} are possible. Ignore some.`);
  const bytes = 4 * inputs * rows;
  if (bytes > MOST_BYTES)
    whole(`The table would take ${formatBytes(bytes)} of memory, and at most ${formatBytes(MOST_BYTES)} are possible. Ignore columns.`);
  if (!(choice.testShare > 0 && choice.testShare < 1)) whole('Test rows: from 1% to 99%.');
  return problems;
}

/** Numbers that a model is given for one row. */
export const inputsOf = (columns: readonly ColumnFacts[], { uses }: Pick<TableChoice, 'uses'>): number =>
  columns.reduce((sum, { levels }, k) => sum + (uses[k] === 'number' ? 1 : uses[k] === 'category' ? (levels?.length ?? 0) : 0), 0);

function columnProblems(facts: ColumnFacts, use: ColumnUse): string[] {
  if (use === 'ignored') return [];
  const { distinct, numbers, stray, looks, levels } = facts;
  if (distinct === 0) return [isTarget(use) ? 'All cells are missing: there is nothing to predict.' : 'All cells are missing.'];
  if (distinct === 1 && isTarget(use)) return ['All rows have the same value: there is nothing to predict.'];
  const asNumber = use === 'number' || use === 'targetNumber';
  if (!asNumber) {
    const many = distinct === null ? 'more than 1,000' : formatCount(distinct);
    return levels ? [] : [`It has ${many} different values. A category has at most ${MOST_CLASSES}.`];
  }
  if (numbers && numbers.count >= stray.count) return [];
  const cell = `“${stray.example}” (line ${formatCount(stray.line)})`;
  if (looks === 'dates') return [`${cell} is a date. Make numbers of it first, such as the month or the days since a day.`];
  if (looks === 'decorated') return [`${cell} is text, not a number. Take away what stands beside the digits, then open the file again.`];
  return [`${cell} is no number.`];
}

/** Levels with fewer rows teach a model little. */
const RARE = 5;

/** What is worth knowing of each column, used so. With hundreds of columns it takes a tenth of a second: for when these change, not for every render. */
export function tableRemarks(columns: readonly ColumnFacts[], uses: readonly ColumnUse[]): string[][] {
  const targetAt = uses.findIndex(isTarget);
  const target = columns[targetAt];
  const leakIn = target && leaksOf(target);
  return columns.map((facts, k) => {
    const use = uses[k] ?? 'ignored';
    const isInput = use === 'number' || use === 'category';
    const leak = isInput && leakIn?.(facts, use === 'number' && uses[targetAt] === 'targetNumber');
    return [...columnRemarks(facts, use), ...(leak ? [leak] : [])];
  });
}

function columnRemarks(facts: ColumnFacts, use: ColumnUse): string[] {
  const { distinct, stray, looks, isRowNumber, levels, missing } = facts;
  const remarks: string[] = [];
  if (distinct === 0) remarks.push('All cells are missing.');
  else if (distinct === 1) remarks.push('All rows have the same value: it tells nothing.');
  if (isRowNumber) remarks.push('It numbers the rows.');
  if (looks === 'dates' && use !== 'targetNumber' && use !== 'number') remarks.push('Dates are not read as numbers.');
  if (looks === 'decorated' && use !== 'number' && use !== 'targetNumber')
    remarks.push(`Numbers as text, such as “${stray.example}”: as a category their order is lost.`);
  if (use === 'ignored' && !levels && looks === null && !isRowNumber && stray.count > 0) {
    remarks.push(`${distinct === null ? 'More than 1,000' : formatCount(distinct)} different values: too many for a category.`);
  }
  if ((use === 'number' || use === 'targetNumber') && stray.count > 0) {
    const left = use === 'number' ? 'count as missing' : 'are left out';
    remarks.push(
      `${counted(stray.count, 'cell')}, such as “${stray.example}” (line ${formatCount(stray.line)}), are no numbers and ${left}.`,
    );
  }
  if (isTarget(use) && missing > 0) remarks.push(`${counted(missing, 'row')} without a value ${missing === 1 ? 'is' : 'are'} left out.`);
  if (use === 'category' || use === 'targetCategory') remarks.push(...rareLevels(levels ?? []));
  return remarks;
}

function rareLevels(levels: readonly { name: string; count: number }[]): string[] {
  const rare = levels.filter(({ count }) => count < RARE);
  if (rare.length === 0) return [];
  const names = rare.slice(0, 3).map(({ name }) => `“${name}”`);
  const more = rare.length > names.length ? ` and ${rare.length - names.length} more` : '';
  return [`${names.join(', ')}${more}: fewer than ${RARE} rows each.`];
}
