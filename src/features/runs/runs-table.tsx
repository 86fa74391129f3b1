import { useMemo, useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { type Column, columnsOf } from './columns';
import type { RunActions } from './run-actions';
import { RunLine } from './run-line';
import type { RunRow } from './run-row';
import styles from './runs-table.module.css';
import type { Sorting, SortKey } from './sorting';

interface RunsTableProps {
  /** In the order in which they are shown. */
  rows: readonly RunRow[];
  /** Ids of the best ones among those that can be compared. */
  best: ReadonlySet<string>;
  sorting: Sorting;
  /** The run on show. */
  shownId: string | null;
  design: Experiment;
  onSort(key: SortKey): void;
  /** Ids of those to be compared. */
  chosen: ReadonlySet<string>;
  onChoose(runId: string): void;
  actions: RunActions;
}

/** A line a run; its name opens what can be done with it below the line. */
export function RunsTable({ rows, best, sorting, shownId, design, chosen, onSort, onChoose, actions }: RunsTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const now = Date.now();
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Saved runs. Click a heading to sort, a model to see its settings.</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RunLine
            key={row.run.id}
            row={row}
            columns={columns}
            now={now}
            best={best.has(row.run.id)}
            onShow={row.run.id === shownId}
            open={row.run.id === open}
            design={design}
            chosen={chosen.has(row.run.id)}
            onToggle={() => setOpen(row.run.id === open ? null : row.run.id)}
            onChoose={() => onChoose(row.run.id)}
            actions={actions}
          />
        ))}
      </tbody>
      {best.size > 0 && (
        <tfoot>
          <tr>
            <td colSpan={columns.length}>
              <span className={styles.legend}>◆ best on the test set of those with the same data set, task and split</span>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

interface HeadingProps {
  column: Column;
  sorting: Sorting;
  onSort(key: SortKey): void;
}

function Heading({ column: { key, title, help, figure }, sorting, onSort }: HeadingProps) {
  const direction = sorting.key === key ? sorting.direction : undefined;
  return (
    <th
      scope="col"
      className={key === 'model' ? styles.name : undefined}
      aria-sort={direction}
      data-figure={figure !== undefined || undefined}
    >
      <button type="button" title={help} onClick={() => onSort(key)}>
        <span>{title}</span>
        <span aria-hidden="true" className={styles.arrow}>
          {direction === 'ascending' ? '▲' : '▼'}
        </span>
      </button>
    </th>
  );
}
