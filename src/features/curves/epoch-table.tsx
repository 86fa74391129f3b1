import { memo, useId, useState } from 'react';
import { formatLoss } from '@/experiment/words/numbers';
import type { ScoreWords } from '@/experiment/words/score';
import type { EpochRecord } from '@/run/types';
import { Button } from '@/ui/button';
import styles from './epoch-table.module.css';

interface EpochTableProps {
  records: readonly EpochRecord[];
  /** Grows when the records were added to in place. */
  revision: number;
  /** The losses include an L1 or L2 penalty. */
  penalized: boolean;
  words: ScoreWords;
}

/** The charts as figures: a button, and the table of epochs that it opens above the page. */
export const EpochTable = memo(function EpochTable({ records, penalized, words }: EpochTableProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" className={styles.button} popoverTarget={id} disabled={records.length === 0}>
        Epoch table
      </Button>
      <div id={id} popover="auto" className={styles.sheet} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && <Table records={records} penalized={penalized} words={words} />}
      </div>
    </>
  );
});

function Table({ records, penalized, words }: Omit<EpochTableProps, 'revision'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys.
    <section className={styles.scroll} tabIndex={0} aria-label="Epoch table">
      <table className={styles.table}>
        <caption>
          Mean loss and {words.word} of each epoch{penalized && '; losses include the penalty'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Training loss</th>
            <th scope="col">Training {words.word}</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Validation {words.word}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.epoch}>
              <th scope="row">{record.epoch}</th>
              <td>{formatLoss(record.training.loss)}</td>
              <td>{words.format(record.training.accuracy)}</td>
              <td>{formatLoss(record.validation?.loss)}</td>
              <td>{words.format(record.validation?.accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
