import { useState } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import { followedNumber, type LineNumbers, type NumbersRow } from '@/metrics/walkthrough/numbers';
import { Button } from '@/ui/button';
import styles from './numbers-table.module.css';

/** Rows that are shown at first: those that matter most. */
const FIRST = 8;

interface NumbersTableProps {
  table: NonNullable<LineNumbers['table']>;
  /** What the rows are: "Input". */
  head: string;
  nameOf(row: NumbersRow): string;
}

/** The terms of a line: the largest ones, and all of them when asked for. */
export function NumbersTable({ table: { heads, rows, key, adds }, head, nameOf }: NumbersTableProps) {
  const [all, setAll] = useState(false);
  const few = rows.length <= FIRST + 2;
  const bySize = few ? rows : rows.toSorted((a, b) => Math.abs(b.numbers[key] ?? 0) - Math.abs(a.numbers[key] ?? 0));
  const shown = few || all ? rows : bySize.slice(0, FIRST);
  const rest = few || all ? [] : bySize.slice(FIRST);
  const last = heads.length - 1;
  return (
    <div className={styles.box}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {heads.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.at}>
              <th scope="row">{nameOf(row)}</th>
              {row.numbers.map((number, k) => (
                <td key={heads[k]}>{followedNumber(number)}</td>
              ))}
            </tr>
          ))}
          {adds && rest.length > 0 && (
            <tr className={styles.rest}>
              <th scope="row" colSpan={last + 1}>
                {formatCount(rest.length)} others together
              </th>
              <td>{followedNumber(sumOf(rest, last))}</td>
            </tr>
          )}
        </tbody>
        {adds && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={last + 1}>
                Sum
              </th>
              <td>{followedNumber(sumOf(rows, last))}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {!few && (
        <Button look="quiet" onClick={() => setAll(!all)}>
          {all ? 'Show the largest only' : `Show all ${formatCount(rows.length)}`}
        </Button>
      )}
    </div>
  );
}

const sumOf = (rows: readonly NumbersRow[], column: number): number => rows.reduce((sum, { numbers }) => sum + (numbers[column] ?? 0), 0);
