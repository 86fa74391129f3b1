import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  kind: 'info' | 'warning' | 'error';
  /** What happened, in a few words. */
  title?: string;
  /** What is safe and what to do. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

const SIGNS = { info: 'i', warning: '!', error: '×' };

/** A message in its place: what happened, what is safe, what to do. Errors are announced at once, the rest when there is a pause. */
export function Notice({ kind, title, children, actions }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <div className={styles.body}>
        {title && <strong>{title} </strong>}
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
