import { type ReactNode, useId } from 'react';
import { Term } from './help/term';
import styles from './panel.module.css';

interface PanelProps {
  title: string;
  /** Explains the heading, where it needs it. */
  help?: string | undefined;
  /** What stands at the right of the heading. */
  aside?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A named region with a heading. */
export function Panel({ title, help, aside, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={[styles.panel, className].filter(Boolean).join(' ')}>
      <header className={styles.head}>
        <h2 id={id}>{help ? <Term help={help}>{title}</Term> : title}</h2>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
