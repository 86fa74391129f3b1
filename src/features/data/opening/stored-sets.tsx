import { useState } from 'react';
import { counted, formatBytes } from '@/experiment/words/numbers';
import { Button } from '@/ui/button';
import styles from './opening.module.css';
import type { OpeningDialogProps } from './opening-props';

/** The own data sets that are stored here, the room that they take, and how to get rid of them. */
export function StoredSets({ own, inUse, onChoose, onErase }: Pick<OpeningDialogProps, 'own' | 'inUse' | 'onChoose' | 'onErase'>) {
  const [asking, setAsking] = useState<string | null>(null);
  if (own.length === 0) return null;
  const bytes = own.reduce((sum, one) => sum + one.bytes, 0);
  const all = own.map(({ id }) => id);
  return (
    <section aria-label="Your data sets" className={styles.stored}>
      <div className={styles.storedHead}>
        <h3>Your data sets</h3>
        <p className={styles.soft}>{formatBytes(bytes)} in this browser</p>
        {own.length > 1 && <Erase what="all" asking={asking === 'all'} onAsk={setAsking} onErase={() => onErase(all)} id="all" />}
      </div>
      <ul>
        {own.map(({ id, entry, bytes: room }) => {
          const images = entry.counts.train + entry.counts.test;
          const [height, width] = entry.itemShape;
          return (
            <li key={id}>
              <span className={styles.storedName}>
                {entry.name}
                {id === inUse && <span className={styles.soft}> (in use)</span>}
              </span>
              <span className={styles.soft}>
                {counted(images, 'image')} · {height} × {width} · {counted(entry.classNames.length, 'class', 'classes')} ·{' '}
                {formatBytes(room)}
              </span>
              <span className={styles.storedActions}>
                {id !== inUse && (
                  <Button look="quiet" aria-label={`Use ${entry.name}`} onClick={() => onChoose(id)}>
                    Use
                  </Button>
                )}
                <Erase what={entry.name} asking={asking === id} onAsk={setAsking} onErase={() => onErase([id])} id={id} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface EraseProps {
  what: string;
  id: string;
  asking: boolean;
  onAsk(id: string | null): void;
  onErase(): void;
}

/** Asks once more: erased images come back only from their files. */
function Erase({ what, id, asking, onAsk, onErase }: EraseProps) {
  if (!asking)
    return (
      <Button look="quiet" aria-label={`Erase ${what}`} onClick={() => onAsk(id)}>
        {what === 'all' ? 'Erase all' : 'Erase'}
      </Button>
    );
  const erase = () => {
    onAsk(null);
    onErase();
  };
  return (
    <>
      <Button className={styles.erase} onClick={erase}>
        Erase {what} for good
      </Button>
      <Button look="quiet" onClick={() => onAsk(null)}>
        Cancel
      </Button>
    </>
  );
}
