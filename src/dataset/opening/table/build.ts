import { OpeningError } from '@/dataset/opening/opening';
import type { TableRows } from '@/dataset/types';
import { LONGEST_UNIT, type OwnTableEntry } from '@/experiment/data/own';
import { type Column, MISSING_LEVEL } from '@/experiment/data/table';
import { createRandom, hash32, shuffle } from '@/experiment/random';
import { counted } from '@/experiment/words/numbers';
import { type ColumnUse, isTarget, type TableChoice } from './choice';
import type { ColumnReader } from './column-reader';
import { sortedLevels } from './describe';
import { distinctNames, type ReadTable } from './read-table';

/** Keeps the draw of test rows apart from other draws of the same seed. */
const TEST_SALT = 0x7ab1e;

/** A table as it becomes a data set: what is known of it, and its cells, training rows first. */
export interface BuiltTable {
  entry: Omit<OwnTableEntry, 'name' | 'files'>;
  rows: TableRows;
}

/** Makes of a table what a person chose. Throws an OpeningError where too little is left. */
export function buildTable({ columns, rows: count }: ReadTable, choice: TableChoice): BuiltTable {
  const used = columns.flatMap(({ name, cells }, k) => {
    const use = choice.uses[k] ?? 'ignored';
    return use === 'ignored' ? [] : [{ use, ...columnOf(name, cells, use, choice.unit) }];
  });
  const target = used.find(({ use }) => isTarget(use));
  const inputs = used.filter(({ use }) => !isTarget(use));
  if (!target || inputs.length === 0) throw new OpeningError('A table needs a target, and a column to predict it from.');
  const needed = choice.missing === 'drop' ? used : [target];
  const kept = Uint32Array.from({ length: count }, (_, row) => row).filter((row) => needed.every(({ values }) => isThere(values, row)));
  const { column, values } = withoutEmptyLevels(target.column, take(target.values, kept));
  checkTarget(column, values);
  const { train, test } = divided(column, values, choice);
  const order = Uint32Array.from([...train, ...test]);
  const ordered = (all: TableRows['target']) => take(take(all, kept), order);
  return {
    entry: {
      kind: 'table',
      columns: inputs.map((one) => one.column),
      target: column,
      missing: choice.missing === 'drop' ? 'mean' : choice.missing,
      counts: { train: train.length, test: test.length },
    },
    rows: { columns: inputs.map((one) => ordered(one.values)), target: take(values, order) },
  };
}

function columnOf(
  name: string,
  cells: ColumnReader,
  use: ColumnUse,
  unit: string,
): { column: OwnTableEntry['target']; values: TableRows['target'] } {
  if (use === 'number' || use === 'targetNumber') {
    const short = unit.trim().slice(0, LONGEST_UNIT);
    return { column: { kind: 'number', name, ...(isTarget(use) && short !== '' && { unit: short }) }, values: cells.values().slice() };
  }
  const codes = cells.wordCodes();
  if (!codes) throw new OpeningError(`“${name}” has too many different values for a category.`);
  const levels = sortedLevels(cells);
  const place = new Uint16Array(MISSING_LEVEL + 1).fill(MISSING_LEVEL);
  levels.forEach(({ code }, position) => {
    place[code] = position;
  });
  const names = distinctNames(levels.map((level) => level.name));
  return { column: { kind: 'category', name, levels: names }, values: codes.map((code) => place[code]!) };
}

const isThere = (values: TableRows['target'], row: number): boolean =>
  values instanceof Float64Array ? !Number.isNaN(values[row]!) : values[row] !== MISSING_LEVEL;

const take = <A extends TableRows['target']>(values: A, rows: Uint32Array): A => {
  const taken = values.slice(0, rows.length);
  rows.forEach((row, i) => {
    taken[i] = values[row]!;
  });
  return taken as A;
};

/** Classes whose rows were all left out are none. */
function withoutEmptyLevels(
  column: OwnTableEntry['target'],
  values: TableRows['target'],
): { column: OwnTableEntry['target']; values: TableRows['target'] } {
  if (column.kind === 'number') return { column, values };
  const present = [...new Set(values)].toSorted((a, b) => a - b);
  const levels = present.map((level) => column.levels[level] ?? '');
  return { column: { ...column, levels }, values: values.map((level) => present.indexOf(level)) };
}

function checkTarget(target: Column, values: TableRows['target']): void {
  if (values.length < 2)
    throw new OpeningError(`Only ${counted(values.length, 'row')} would be left. Replace missing values instead of dropping rows.`);
  if (values.every((value) => value === values[0]))
    throw new OpeningError(`All rows that are left have the same “${target.name}”: there is nothing to predict.`);
}

/** Test rows drawn by the seed: of each class the same share, at least one training row of each. */
function divided(target: Column, values: TableRows['target'], { testShare, seed }: TableChoice): { train: Uint32Array; test: Uint32Array } {
  const rows = Uint32Array.from(values.keys());
  const groups = target.kind === 'number' ? [rows] : target.levels.map((_, level) => rows.filter((row) => values[row] === level));
  const isTest = new Uint8Array(values.length);
  groups.forEach((group, k) => {
    const count = Math.min(group.length - 1, Math.round(testShare * group.length));
    for (const row of shuffle(group.slice(), createRandom(hash32(seed, TEST_SALT, k))).subarray(0, Math.max(0, count))) isTest[row] = 1;
  });
  const [train, test] = [rows.filter((row) => isTest[row] === 0), rows.filter((row) => isTest[row] === 1)];
  if (test.length === 0) {
    const alone = target.kind === 'category' && groups.every(({ length }) => length === 1);
    const why = alone ? `Each “${target.name}” has one row only: of two at least, one can be held back.` : 'Choose a larger share.';
    throw new OpeningError(`No row would be left for the test. ${why}`);
  }
  return { train, test };
}
