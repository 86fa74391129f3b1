import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  kind: 'info' | 'warning' | 'error';
  /** What happened, in a few words. */
  title?: string;
  /** What is safe and what to do. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  /** What opens below with "Details": the rest of the story, and what can be done about it. */
  details?: ReactNode;
}

const SIGNS = { info: 'i', warning: '!', error: '×' };

/**
 * A message in its place: what happened, what is safe, what to do. It takes one line; what does not fit there opens with "Details". Errors are announced
 * at once, the rest when there is a pause.
 */
export function Notice({ kind, title, children, actions, details }: NoticeProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { text, cut } = useCut(open);
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <div ref={text} id={id} className={open ? styles.open : styles.text}>
        {title && <strong>{title} </strong>}
        {children}
      </div>
      {(cut || open || details) && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-controls={details ? `${id}-details` : id}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Less' : 'Details'}
        </button>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
      {details && (
        <div id={`${id}-details`} className={styles.details} hidden={!open}>
          {details}
        </div>
      )}
    </div>
  );
}

/** Whether more is said than the line shows, at every width that the notice comes to have. */
function useCut(open: boolean) {
  const text = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState(false);
  useEffect(() => {
    const element = text.current;
    if (!element || open) return;
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [open]);
  return { text, cut };
}
