import { type ReactNode, useEffect, useRef } from 'react';
import styles from './draw-panel.module.css';

interface EnlargedProps {
  open: boolean;
  onClose(): void;
  children: ReactNode;
}

/** The whole window for the pad: a native modal dialog, so that the rest is out of reach, and Escape leads back. */
export function Enlarged({ open, onClose, children }: EnlargedProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className={styles.enlarged} aria-label="Draw" onClose={onClose}>
      {children && <div className={styles.stage}>{children}</div>}
    </dialog>
  );
}
