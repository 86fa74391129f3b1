import { useState } from 'react';
import { formatBytes } from '@/experiment/words/numbers';
import type { OwnDataset } from '@/stores/types';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialogs/confirm-dialog';
import { contentWords } from '../words';
import styles from './opening.module.css';
import type { OpeningDialogProps } from './opening-props';

/** The own data sets that are stored here, the room that they take, and how to get rid of them. */
export function StoredSets({ own, inUse, onChoose, onErase }: Pick<OpeningDialogProps, 'own' | 'inUse' | 'onChoose' | 'onErase'>) {
  /** What the question is about; nothing where none is asked. */
  const [asked, ask] = useState<readonly OwnDataset[]>([]);
  if (own.length === 0) return null;
  const bytes = own.reduce((sum, one) => sum + one.bytes, 0);
  const [first] = asked;
  const what = asked.length === 1 && first ? first.entry.name : 'all your data sets';
  return (
    <section aria-label="Your data sets" className={styles.stored}>
      <div className={styles.storedHead}>
        <h3>Your data sets</h3>
        <p className={styles.soft}>{formatBytes(bytes)} in this browser</p>
        {own.length > 1 && (
          <Button look="quiet" onClick={() => ask(own)}>
            Erase all
          </Button>
        )}
      </div>
      <ul>
        {own.map((one) => {
          const { id, entry, bytes: room } = one;
          return (
            <li key={id}>
              <span className={styles.storedName}>
                {entry.name}
                {id === inUse && <span className={styles.soft}> (in use)</span>}
              </span>
              <span className={styles.soft}>
                {contentWords(id)} · {formatBytes(room)}
              </span>
              <span className={styles.storedActions}>
                {id !== inUse && (
                  <Button look="quiet" aria-label={`Use ${entry.name}`} onClick={() => onChoose(id)}>
                    Use
                  </Button>
                )}
                <Button look="quiet" aria-label={`Erase ${entry.name}`} onClick={() => ask([one])}>
                  Erase
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={asked.length > 0}
        title={`Erase ${what}?`}
        verb="Erase"
        onConfirm={() => onErase(asked.map(({ id }) => id))}
        onClose={() => ask([])}
      >
        The data are gone for good: only their files bring them back.
      </ConfirmDialog>
    </section>
  );
}
