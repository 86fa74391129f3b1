import { Button } from '@/ui/button';
import { Icon } from './icons';
import type { NetworkPanelProps } from './types';
import styles from './undo-buttons.module.css';

type UndoButtonsProps = Pick<NetworkPanelProps, 'canUndo' | 'canRedo' | 'onUndo' | 'onRedo'>;

/** The way back to the design before an edit, and forth again. */
export const UndoButtons = ({ canUndo, canRedo, onUndo, onRedo }: UndoButtonsProps) => (
  <>
    <Button look="icon" className={styles.undo} aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!canUndo} onClick={onUndo}>
      <Icon name="undo" />
    </Button>
    <Button look="icon" className={styles.undo} aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!canRedo} onClick={onRedo}>
      <Icon name="redo" />
    </Button>
  </>
);
