import { type ReactNode, type ToggleEvent, useState } from 'react';
import styles from './fold.module.css';

interface FoldProps {
  title: string;
  /** What is in force, in one line; there while closed and while open. */
  summary: ReactNode;
  /** Something inside is wrong: it opens by itself, and stays open once mended. */
  wrong?: boolean;
  /** What is in force is not what everybody starts with. */
  changed?: boolean;
  /** It was open before what is in it went for a while. */
  startsOpen?: boolean;
  onOpen?: (open: boolean) => void;
  className?: string | undefined;
  children: ReactNode;
}

/** A native details: what is seldom changed is folded away behind one line that says what is in force. */
export function Fold({ title, summary, wrong = false, changed = false, startsOpen = false, onOpen, className, children }: FoldProps) {
  const [open, setOpen] = useState(startsOpen);
  const onToggle = ({ currentTarget }: ToggleEvent<HTMLDetailsElement>) => {
    setOpen(currentTarget.open);
    onOpen?.(currentTarget.open);
    // What a person opens at the end of a scrolled panel would otherwise open out of sight.
    if (currentTarget.open && !open && !wrong) currentTarget.scrollIntoView({ block: 'nearest' });
  };
  return (
    <details
      className={[styles.fold, className].filter(Boolean).join(' ')}
      open={open || wrong}
      data-changed={changed || undefined}
      onToggle={onToggle}
    >
      <summary className={styles.summary}>
        <span className={styles.title}>{title}</span> <span className={styles.words}>{summary}</span>
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
