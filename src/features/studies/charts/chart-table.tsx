import { useState } from 'react';
import { NO_NUMBER } from '@/experiment/words/numbers';
import { type CsvCell, csvText } from '@/metrics/csv';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { saveBlob } from '@/ui/files/picture-files';
import styles from './charts.module.css';

/** A column of figures. */
export interface FigureColumn {
  /** Tells it from the others of its table, whatever they are called. */
  id: string;
  title: string;
  /** How a number of it is written for people; a file has all its digits. */
  words?: (value: number) => string;
}

/** What a picture shows, as a table. */
export interface FigureTable {
  caption: string;
  columns: readonly FigureColumn[];
  rows: readonly (readonly CsvCell[])[];
}

interface ChartTableProps {
  title: string;
  /** Made when they are wanted. */
  tables(): readonly FigureTable[];
}

/** A button that opens what a picture shows as tables, each of which can be saved as CSV. */
export function ChartTable({ title, tables }: ChartTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" aria-label={`${title} as a table`} onClick={() => setOpen(true)}>
        Table
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        {open && tables().map((table) => <Table key={table.caption} table={table} />)}
      </Dialog>
    </>
  );
}

function Table({ table: { caption, columns, rows } }: { table: FigureTable }) {
  const save = () => {
    const text = csvText([columns.map(({ title }) => title), ...rows]);
    saveBlob(new Blob([text], { type: 'text/csv;charset=utf-8' }), caption, '.csv');
  };
  return (
    <div className={styles.figures}>
      <section tabIndex={-1} className={styles.rows} aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and never change while they are shown.
              <tr key={i}>
                {columns.map(({ id, words }, k) => (
                  <td key={id}>{cellWords(row[k] ?? null, words)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button onClick={save} aria-label={`${caption} as CSV`}>
        Save as CSV
      </Button>
    </div>
  );
}

const cellWords = (cell: CsvCell, words: ((value: number) => string) | undefined): string =>
  typeof cell === 'number' && words ? words(cell) : String(cell ?? NO_NUMBER);
