import { useEffect, useMemo, useState } from 'react';
import { tableOf } from '@/experiment/data/datasets';
import { columnTitle } from '@/experiment/data/table';
import { cellText } from '@/experiment/words/cells';
import { formatInUnit } from '@/experiment/words/score';
import { worstRows } from '@/metrics/numbers/scale';
import styles from './number-report.module.css';
import type { NumberSource } from './source';

const SHOWN = 12;

/** The rows that were predicted worst, with all their cells. */
export function WorstRows({ dataset, predictions, numbers, fetchCells }: NumberSource) {
  const columns = tableOf(dataset)?.columns ?? [];
  const { truth, predicted, target } = numbers;
  const { indices } = predictions;
  const worst = useMemo(() => worstRows(truth, predicted, SHOWN), [truth, predicted]);
  const [cells, setCells] = useState<{ of: readonly number[]; columns: Float64Array[] } | null>(null);
  useEffect(() => {
    let current = true;
    fetchCells(Uint32Array.from(worst, (row) => indices[row] ?? 0)).then(
      (values) => current && setCells({ of: worst, columns: values }),
      () => current && setCells(null),
    );
    return () => {
      current = false;
    };
  }, [fetchCells, indices, worst]);
  const inUnit = (value: number | undefined) => formatInUnit(value, target.unit);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys.
    <section className={styles.worst} tabIndex={0} aria-label="Worst rows">
      <table className={styles.table}>
        <caption>Worst rows</caption>
        <thead>
          <tr>
            <th scope="col">True {target.name}</th>
            <th scope="col">Predicted</th>
            <th scope="col">Residual</th>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-words={column.kind === 'category'}>
                {columnTitle(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {worst.map((row, i) => (
            <tr key={row}>
              <td>{inUnit(truth[row])}</td>
              <td>{inUnit(predicted[row])}</td>
              <td>{inUnit((truth[row] ?? 0) - (predicted[row] ?? 0))}</td>
              {columns.map((column, k) => (
                <td key={column.name} data-words={column.kind === 'category'}>
                  {cells?.of === worst ? cellText(column, cells.columns[k]?.[i]) : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
