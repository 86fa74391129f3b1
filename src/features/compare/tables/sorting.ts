import type { RunFigures } from '@/metrics/run-figures';
import type { ComparedRun } from '../compared';

/** What the table of results can be sorted by. */
export type SortColumn = keyof RunFigures | 'title';

export interface Sorting {
  column: SortColumn;
  direction: 'ascending' | 'descending';
}

/** Of these people look for the largest first. */
const LARGEST_FIRST: ReadonlySet<SortColumn> = new Set(['testAccuracy', 'testR2', 'macroF1', 'validationAccuracy', 'validationR2']);

/** The order after a press on a heading: what people look for first, then the other way round, then as the runs were chosen. */
export function nextSorting(column: SortColumn, before: Sorting | null): Sorting | null {
  const first = LARGEST_FIRST.has(column) ? 'descending' : 'ascending';
  if (before?.column !== column) return { column, direction: first };
  return before.direction === first ? { column, direction: first === 'ascending' ? 'descending' : 'ascending' } : null;
}

/** The runs in order; those without the figure come last either way. */
export function sorted(runs: readonly ComparedRun[], sorting: Sorting | null): readonly ComparedRun[] {
  if (!sorting) return runs;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return [...runs].sort((a, b) => {
    if (sorting.column === 'title') return sign * a.title.localeCompare(b.title, 'en', { numeric: true });
    const [x, y] = [figureOf(a[sorting.column]), figureOf(b[sorting.column])];
    return x === null || y === null ? Number(x === null) - Number(y === null) : sign * (x - y);
  });
}

const figureOf = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
