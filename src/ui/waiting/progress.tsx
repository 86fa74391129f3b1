import styles from './progress.module.css';

interface ProgressProps {
  label: string;
  /** 0 to 1, or `null` while nobody can know. */
  value: number | null;
  /** What the bar means in words, for screen readers. */
  text?: string;
}

/** A thin progress bar with a name. */
export function Progress({ label, value, text }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(100 * Math.min(1, Math.max(0, value)));
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      data-indeterminate={value === null}
    >
      <div className={styles.bar} style={{ width: percent === undefined ? '30%' : `${(value ?? 0) * 100}%` }} />
    </div>
  );
}
