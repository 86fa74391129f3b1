import { formatCount, formatDuration, formatLoss, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';
import { formatR2 } from '@/experiment/words/score';
import type { RunFigures } from '@/metrics/run-figures';
import { LineSample } from '../chart/marker';
import styles from '../compare.module.css';
import type { ComparedRun } from '../compared';
import { countApart, type DifferenceWords, lossApart, pointsApart, r2Apart, timeApart } from './difference';
import { Scroll } from './scroll';
import { nextSorting, type SortColumn, type Sorting, sorted } from './sorting';

interface Column {
  key: keyof RunFigures;
  title: string;
  words(value: number): string;
  apart: DifferenceWords;
  /** Whether more is better; left out where neither is. */
  more?: boolean;
  /** Shown only where a run has the figure. */
  rare?: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'testAccuracy', title: 'Test accuracy', words: formatPercent, apart: pointsApart, more: true },
  { key: 'testR2', title: 'Test R2', words: formatR2, apart: r2Apart, more: true, rare: true },
  { key: 'testLoss', title: 'Test loss', words: formatLoss, apart: lossApart, more: false },
  { key: 'macroF1', title: 'Macro F1', words: formatPercent, apart: pointsApart, more: true },
  { key: 'validationAccuracy', title: 'Validation accuracy', words: formatPercent, apart: pointsApart, more: true },
  { key: 'validationR2', title: 'Validation R2', words: formatR2, apart: r2Apart, more: true, rare: true },
  { key: 'parameters', title: 'Parameters', words: formatCount, apart: countApart },
  { key: 'epochs', title: 'Epochs', words: formatCount, apart: countApart },
  { key: 'seconds', title: 'Training time', words: formatDuration, apart: timeApart },
];

interface ResultsTableProps {
  runs: readonly ComparedRun[];
  /** The run that the others are measured against. */
  baselineId: string | null;
  /** `null` for the order in which the runs were chosen. */
  sorting: Sorting | null;
  onBaseline(runId: string | null): void;
  onSort(sorting: Sorting | null): void;
}

/** What came of each run. Once one is pinned, every other one also shows how far it is from that. */
export function ResultsTable({ runs, baselineId, sorting, onBaseline, onSort }: ResultsTableProps) {
  const sort = (column: SortColumn) => onSort(nextSorting(column, sorting));
  const columns = COLUMNS.filter(({ key, rare }) => !rare || runs.some((compared) => compared[key] !== null));
  const baseline = runs.find(({ run }) => run.id === baselineId) ?? null;
  return (
    <Scroll name="Table of results">
      <table className={styles.table}>
        <caption>
          Results <span>Pin a run to see how the others differ from it.</span>
        </caption>
        <thead>
          <tr>
            <Heading title="Run" sorting={sorting} column="title" onSort={sort} />
            {columns.map(({ key, title }) => (
              <Heading key={key} title={title} sorting={sorting} column={key} onSort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(runs, sorting).map((compared) => {
            const { run, letter, title, mark } = compared;
            const pinned = run.id === baselineId;
            return (
              <tr key={run.id} data-pinned={pinned || undefined}>
                <th scope="row">
                  <span className={styles.name}>
                    <LineSample mark={mark} />
                    <b>{letter}</b> <span>{title}</span>
                    <button
                      type="button"
                      className={styles.pin}
                      aria-pressed={pinned}
                      aria-label={`Pin ${letter}`}
                      onClick={() => onBaseline(pinned ? null : run.id)}
                    >
                      {pinned ? 'Baseline' : 'Pin'}
                    </button>
                  </span>
                </th>
                {columns.map((column) => (
                  <Cell
                    key={column.key}
                    column={column}
                    value={compared[column.key]}
                    base={pinned ? null : (baseline?.[column.key] ?? null)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

interface HeadingProps {
  title: string;
  column: SortColumn;
  sorting: Sorting | null;
  onSort(column: SortColumn): void;
}

function Heading({ title, column, sorting, onSort }: HeadingProps) {
  const direction = sorting?.column === column ? sorting.direction : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" className={styles.sort} onClick={() => onSort(column)}>
        {title}
        <span aria-hidden="true">{direction === undefined ? '' : direction === 'ascending' ? ' ▲' : ' ▼'}</span>
      </button>
    </th>
  );
}

function Cell({ column: { words, apart, more }, value, base }: { column: Column; value: number | null; base: number | null }) {
  if (value === null || !Number.isFinite(value)) return <td>{NO_NUMBER}</td>;
  const difference = base === null || !Number.isFinite(base) ? null : value - base;
  const text = difference === null ? '' : apart(difference);
  const better = difference === null || text === '±0' || more === undefined ? undefined : difference > 0 === more;
  return (
    <td>
      {words(value)}
      {difference !== null && (
        <span className={styles.apart} data-better={better}>
          {text}
        </span>
      )}
    </td>
  );
}
