import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  /** The question. */
  title: string;
  /** What would be lost, and what stays. */
  children: ReactNode;
  /** The verb on the button that does it. */
  verb: string;
  open: boolean;
  onClose(): void;
  onConfirm(): void;
}

/** Asks before something is lost for good. Cancel has the focus, so that Enter alone loses nothing. */
export function ConfirmDialog({ title, children, verb, open, onClose, onConfirm }: ConfirmDialogProps) {
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <div className={styles.text}>{children}</div>
      <div className={styles.buttons}>
        <Button ref={focusFirst} onClick={onClose}>
          Cancel
        </Button>
        <Button className={styles.danger} onClick={confirm}>
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}

/** The attribute, which `showModal` looks for; React's own `autoFocus` would focus before the dialog is open, and lose it. */
const focusFirst = (button: HTMLButtonElement | null): void => button?.setAttribute('autofocus', '');
