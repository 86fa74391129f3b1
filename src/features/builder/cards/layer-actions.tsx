import { Button } from '@/ui/button';
import { Icon } from '../icons';
import styles from './layer-actions.module.css';

interface LayerActionsProps {
  name: string;
  /** Place in the stack, from 0, and how many there are. */
  index: number;
  count: number;
  /** Why the layer cannot be duplicated; `null` where it can. */
  full: string | null;
  onMove: (to: number) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

/** What can be done to a whole layer, for people who would rather press a button than drag. */
export function LayerActions({ name, index, count, full, onMove, onDuplicate, onRemove }: LayerActionsProps) {
  // At the ends a button stays focusable (aria-disabled, not disabled), so that pressing it repeatedly never throws the focus away.
  const step = (by: -1 | 1) => {
    const to = index + by;
    const blocked = to < 0 || to >= count;
    return { 'aria-disabled': blocked, onClick: () => !blocked && onMove(to) };
  };
  return (
    <div className={styles.actions}>
      <Button look="icon" className={styles.action} aria-label={`Move ${name} up`} {...step(-1)}>
        <Icon name="up" />
      </Button>
      <Button look="icon" className={styles.action} aria-label={`Move ${name} down`} {...step(1)}>
        <Icon name="down" />
      </Button>
      <Button
        look="icon"
        className={styles.action}
        aria-label={`Duplicate ${name}`}
        title={full ?? undefined}
        aria-disabled={full !== null}
        onClick={onDuplicate}
      >
        <Icon name="copy" />
      </Button>
      <Button look="icon" className={styles.action} aria-label={`Remove ${name}`} onClick={onRemove}>
        <Icon name="remove" />
      </Button>
    </div>
  );
}
