import type { ReactNode } from 'react';
import styles from '../compare.module.css';

/** A table that may be wider than its place. */
export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reachable for the arrow keys.
    <section className={styles.scroll} tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}
