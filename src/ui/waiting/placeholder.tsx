import type { ReactNode } from 'react';
import styles from './placeholder.module.css';

/** Stands in a panel that has nothing to show yet, and says why. */
export const Placeholder = ({ children }: { children: ReactNode }) => (
  <div className={styles.placeholder} role="status">
    <p>{children}</p>
  </div>
);
