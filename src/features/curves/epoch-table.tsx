import { memo, useId, useState } from 'react';
import { formatLoss, formatPercent } from '@/experiment/words/numbers';
import type { EpochRecord } from '@/run/types';
import { Button } from '@/ui/button';
import styles from './epoch-table.module.css';

interface EpochTableProps {
  records: readonly EpochRecord[];
  /** Grows when the records were added to in place. */
  revision: number;
  /** The losses include an L1 or L2 penalty. */
  penalized: boolean;
}

/** The charts as figures: a button, and the table of epochs that it opens above the page. */
export const EpochTable = memo(function EpochTable({ records, penalized }: EpochTableProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" className={styles.button} popoverTarget={id} disabled={records.length === 0}>
        Epoch table
      </Button>
      <div id={id} popover="auto" className={styles.sheet} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && <Table records={records} penalized={penalized} />}
      </div>
    </>
  );
});

function Table({ records, penalized }: Pick<EpochTableProps, 'records' | 'penalized'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys.
    <section className={styles.scroll} tabIndex={0} aria-label="Epoch table">
      <table className={styles.table}>
        <caption>Mean loss and accuracy of each epoch{penalized && '; losses include the penalty'}</caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Training loss</th>
            <th scope="col">Training accuracy</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Validation accuracy</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.epoch}>
              <th scope="row">{record.epoch}</th>
              <td>{formatLoss(record.training.loss)}</td>
              <td>{formatPercent(record.training.accuracy)}</td>
              <td>{formatLoss(record.validation?.loss)}</td>
              <td>{formatPercent(record.validation?.accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
