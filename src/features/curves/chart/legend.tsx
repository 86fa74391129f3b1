import styles from './legend.module.css';

/** What can be hidden: the run's own two lines, and those of the run before. */
export type LineName = 'training' | 'validation' | 'before';

interface LegendProps {
  ghostName: string | null;
  hidden: readonly LineName[];
  onToggle(name: LineName): void;
}

/** Which line is which, by color and by stroke; each can be hidden and shown. */
export function Legend({ ghostName, hidden, onToggle }: LegendProps) {
  const entry = (name: LineName, label: string, look: string | undefined) => (
    <li className={name === 'before' ? styles.before : undefined}>
      <button type="button" aria-pressed={!hidden.includes(name)} title={`Hide or show: ${label}`} onClick={() => onToggle(name)}>
        <svg className={look} width="16" height="8" aria-hidden="true">
          <path d="M0 4H16" />
        </svg>
        <span className={styles.name}>{label}</span>
      </button>
    </li>
  );
  return (
    <ul className={styles.legend}>
      {ghostName !== null && entry('before', ghostName, styles.ghost)}
      {entry('training', 'training', styles.training)}
      {entry('validation', 'validation', styles.validation)}
    </ul>
  );
}
