import { testKey } from '@/experiment/identity';
import type { RunRow } from './run-row';

/** What a table of runs can be sorted by. */
export type SortKey =
  | 'model'
  | 'testAccuracy'
  | 'testR2'
  | 'testLoss'
  | 'macroF1'
  | 'validationAccuracy'
  | 'validationR2'
  | 'parameters'
  | 'epochs'
  | 'seconds'
  | 'status'
  | 'when'
  | 'engine';

export interface Sorting {
  key: SortKey;
  direction: 'ascending' | 'descending';
}

/** The last begun first. */
export const NEWEST_FIRST: Sorting = { key: 'when', direction: 'descending' };

/** Of these more is better, or later: people look for the largest first. */
const LARGEST_FIRST: ReadonlySet<SortKey> = new Set(['testAccuracy', 'testR2', 'macroF1', 'validationAccuracy', 'validationR2', 'when']);

/** The order after a press on a column's heading: what people look for first, and the other way round when pressed again. */
export function sortedBy(key: SortKey, before: Sorting): Sorting {
  if (before.key === key) return { key, direction: before.direction === 'ascending' ? 'descending' : 'ascending' };
  return { key, direction: LARGEST_FIRST.has(key) ? 'descending' : 'ascending' };
}

/** The rows in order. Those without the figure, or with none that is a number, come last either way; equal ones stay the newest first. */
export function sortRows(rows: readonly RunRow[], { key, direction }: Sorting): RunRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [figureOf(a, key), figureOf(b, key)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || newestFirst(a, b);
    return sign * compare(x, y) || newestFirst(a, b);
  });
}

const newestFirst = (a: RunRow, b: RunRow): number => b.run.createdAt - a.run.createdAt;

function figureOf(row: RunRow, key: SortKey): string | number | null {
  if (key === 'when') return row.run.createdAt;
  if (key === 'engine') return row.run.engine || null;
  const value = row[key];
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

const compare = (x: string | number, y: string | number): number =>
  typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true });

/**
 * Ids of the runs with the best test accuracy among those that can be compared with them, which are asked the same of the same test images: same
 * data set, task and split (and seed, where the seed draws the test images). A run that nothing can be compared with is not the best of anything.
 */
export function bestRuns(rows: readonly RunRow[]): Set<string> {
  const contests = new Map<string, RunRow[]>();
  for (const row of rows) {
    if (scoreOf(row) === null) continue;
    const key = testKey(row.run.experiment);
    contests.set(key, [...(contests.get(key) ?? []), row]);
  }
  return new Set([...contests.values()].filter(({ length }) => length > 1).flatMap((contest) => winnersOf(contest)));
}

const scoreOf = ({ testAccuracy, testR2 }: RunRow): number | null => testAccuracy ?? testR2;

function winnersOf(contest: readonly RunRow[]): string[] {
  const best = Math.max(...contest.map((row) => scoreOf(row) ?? Number.NEGATIVE_INFINITY));
  return contest.filter((row) => scoreOf(row) === best).map(({ run }) => run.id);
}
