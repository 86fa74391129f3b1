import { useEffect, useMemo, useState } from 'react';
import { tableOf } from '@/experiment/data/datasets';
import { columnTitle } from '@/experiment/data/table';
import { formatCount } from '@/experiment/words/numbers';
import { formatInUnit } from '@/experiment/words/score';
import { errorsByColumn } from '@/metrics/numbers/by-column';
import { SelectField } from '@/ui/fields/select-field';
import styles from './number-report.module.css';
import type { NumberSource } from './source';

/** Where predictions are off: by the values of one column. */
export function ErrorsByColumn({ dataset, predictions, numbers, fetchCells }: NumberSource) {
  const columns = tableOf(dataset)?.columns ?? [];
  const [chosen, setChosen] = useState(0);
  const [cells, setCells] = useState<{ of: unknown; column: number; values: Float64Array } | null>(null);
  const { indices } = predictions;
  useEffect(() => {
    let current = true;
    fetchCells(indices, chosen).then(
      ([values]) => current && values && setCells({ of: indices, column: chosen, values }),
      () => current && setCells(null),
    );
    return () => {
      current = false;
    };
  }, [fetchCells, indices, chosen]);
  const column = columns[chosen];
  const here = cells?.of === indices && cells.column === chosen ? cells.values : null;
  const parts = useMemo(
    () => (column && here ? errorsByColumn(column, here, numbers.truth, numbers.predicted) : []),
    [column, here, numbers],
  );
  if (!column) return null;
  const { unit } = numbers.target;
  const most = Math.max(...parts.map(({ mae }) => mae), Number.MIN_VALUE);
  return (
    <div className={styles.columns}>
      <SelectField
        label="Errors by column"
        value={String(chosen)}
        options={columns.map((each, i) => ({ value: String(i), label: columnTitle(each) }))}
        onChange={(value) => setChosen(Number(value))}
      />
      <table className={styles.table}>
        <caption className="visually-hidden">Errors by {column.name}</caption>
        <thead>
          <tr>
            <th scope="col">{columnTitle(column)}</th>
            <th scope="col">Rows</th>
            <th scope="col">Mean error</th>
            <th scope="col">Too high by</th>
            <th scope="col">
              <span className="visually-hidden">Mean error as a bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, count, mae, bias }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatCount(count)}</td>
              <td>{formatInUnit(mae, unit, most)}</td>
              <td>{formatInUnit(bias, unit, most)}</td>
              <td aria-hidden="true">
                <span className={styles.extent} style={{ width: `${(60 * mae) / most}px` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
