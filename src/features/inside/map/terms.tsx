import { useState } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import { followedNumber } from '@/metrics/walkthrough/numbers';
import { Button } from '@/ui/button';
import styles from './place-parts.module.css';
import type { PlaceSums } from './place-sums';

/** Rows at most: nobody follows more by hand. */
const MOST_ROWS = 600;

/** Every number that one number of a convolution, or of a dense unit, is made of, to be followed by hand. */
export function Terms({ parts, bias, total, size, row = false }: PlaceSums & { bias: number | null; row?: boolean }) {
  const [open, setOpen] = useState(false);
  const rows = open ? rowsOf(parts, size, row) : [];
  const products = parts.reduce((sum, part) => sum + part.sum, 0);
  return (
    <>
      <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the numbers' : 'Show every number'}
      </Button>
      {open && (
        <>
          {rows.length > MOST_ROWS && (
            <p className={styles.words}>
              The first {formatCount(MOST_ROWS)} of {formatCount(rows.length)} products, the inputs that bring most first.
            </p>
          )}
          <table className={styles.table} aria-label="Every number">
            <thead>
              <tr>
                <th scope="col">{row ? 'Input' : parts.length === 1 ? 'Row, column' : 'Input, row, column'}</th>
                {HEADS.map((head) => (
                  <th key={head} scope="col" className={styles.sum}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MOST_ROWS).map(({ name, numbers }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {numbers.map((number, k) => (
                    <td key={HEADS[k]} className={styles.sum}>
                      {followedNumber(number)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {total !== null && (
            <p>
              {bias === null
                ? `Sum ${followedNumber(products)}`
                : `Sum ${followedNumber(products)} + bias ${followedNumber(bias)} = ${followedNumber(total)}`}
            </p>
          )}
        </>
      )}
    </>
  );
}

const HEADS = ['x', 'w', 'x · w'];

/** Places around the map are left out: they are zeros. */
function rowsOf(parts: PlaceSums['parts'], size: number, row: boolean): { name: string; numbers: [number, number, number] }[] {
  return parts.flatMap(({ input, patch, kernel, products }) =>
    Array.from(patch, (x, i) => {
      const place = `${Math.floor(i / size) + 1}, ${(i % size) + 1}`;
      const name = row ? String(i + 1) : parts.length === 1 ? place : `${input + 1}, ${place}`;
      return { name, numbers: [x, kernel[i] ?? 0, products[i] ?? 0] as [number, number, number] };
    }).filter(({ numbers: [x] }) => !Number.isNaN(x)),
  );
}
