import { useEffect, useMemo, useState } from 'react';
import { columnTitle, type TableInfo } from '@/experiment/data/table';
import { cellText } from '@/experiment/words/cells';
import { formatCount, rowsInWords } from '@/experiment/words/numbers';
import { judge, selectImages } from '@/metrics/selection';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { Notice } from '@/ui/notice';
import type { ImagesDialogProps } from '../images-view';
import { percentWords, subjectOf } from '../words';
import styles from './rows-dialog.module.css';

interface RowsDialogProps extends Pick<ImagesDialogProps, 'request' | 'predictions' | 'error' | 'classNames' | 'onAsk' | 'onClose'> {
  table: TableInfo;
  /** Cells of rows by position, column by column. */
  fetchCells(positions: Uint32Array): Promise<Float64Array[]>;
}

/** More rows than anybody reads; the first ones in the order of the request are shown. */
const SHOWN = 200;

/** The rows of a table behind a number, with what the model says of each and all their cells. */
export function RowsDialog({ request, predictions, error, classNames, table, fetchCells, onAsk, onClose }: RowsDialogProps) {
  const threshold = request?.threshold ?? null;
  const judged = useMemo(() => predictions && judge(predictions, threshold), [predictions, threshold]);
  const rows = useMemo(() => (judged && request ? selectImages(judged, request.filter, request.order) : null), [judged, request]);
  const [cells, setCells] = useState<{ of: unknown; columns: Float64Array[] } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!rows || !predictions) return;
    let current = true;
    setProblem(null);
    fetchCells(Uint32Array.from(rows.subarray(0, SHOWN), (row) => predictions.indices[row] ?? 0)).then(
      (columns) => current && setCells({ of: rows, columns }),
      (cause: Error) => current && setProblem(cause.message),
    );
    return () => {
      current = false;
    };
  }, [rows, predictions, fetchCells]);
  const wrong = error ?? problem;
  return (
    <Dialog title={`Rows: ${request ? subjectOf(request.filter, classNames) : ''}`} size="full" open={request !== null} onClose={onClose}>
      {wrong ? (
        <Notice kind="error" title="The rows could not be shown." actions={<Button onClick={onAsk}>Try again</Button>}>
          {wrong}
        </Notice>
      ) : !judged || !rows ? (
        <p role="status">Testing …</p>
      ) : (
        <>
          <p className={styles.count}>
            {rowsInWords(rows.length)}
            {rows.length > SHOWN && `, of which the first ${formatCount(SHOWN)} are shown`}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys. */}
          <section className={styles.scroll} tabIndex={0} aria-label="Rows">
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">True {table.target.name}</th>
                  <th scope="col">Predicted</th>
                  <th scope="col">Confidence</th>
                  {table.columns.map((column) => (
                    <th key={column.name} scope="col">
                      {columnTitle(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Array.from(rows.subarray(0, SHOWN), (row, i) => {
                  const [truth, predicted] = [judged.answers.targets[row] ?? 0, judged.predictions[row] ?? 0];
                  return (
                    <tr key={row}>
                      <td>{classNames[truth]}</td>
                      <td data-wrong={truth !== predicted || undefined}>{classNames[predicted]}</td>
                      <td>{percentWords(judged.confidences[row] ?? Number.NaN)}</td>
                      {table.columns.map((column, k) => (
                        <td key={column.name}>{cells?.of === rows ? cellText(column, cells.columns[k]?.[i]) : ''}</td>
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Dialog>
  );
}
