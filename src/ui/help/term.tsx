import type { ReactNode } from 'react';
import styles from './term.module.css';
import { useHelp } from './use-help';

/** A word that explains itself on hover, focus and touch. */
export function Term({ help, children }: { help: string; children: ReactNode }) {
  const { id, anchor, focus, bubble } = useHelp(help);
  return (
    <>
      <button type="button" data-term className={styles.term} aria-describedby={id} {...anchor} {...focus}>
        {children}
      </button>
      {bubble}
    </>
  );
}
