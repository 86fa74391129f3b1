import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '@/ui/button';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  /** `full` takes nearly the whole window, and its content scrolls by itself. */
  size?: 'full';
  open: boolean;
  onClose(): void;
  children: ReactNode;
}

/** A native modal dialog: the browser keeps the focus inside, closes on Escape, and gives the focus back. */
export function Dialog({ title, size, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby={id} className={styles.dialog} data-size={size} onClose={onClose}>
      {open && (
        <>
          <div className={styles.head}>
            <h2 id={id}>{title}</h2>
            <Button look="icon" aria-label="Close" onClick={onClose}>
              ×
            </Button>
          </div>
          <div className={styles.body}>{children}</div>
        </>
      )}
    </dialog>
  );
}
