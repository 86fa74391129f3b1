import styles from './confusion-panel.module.css';

const CLASSES = Array.from({ length: 10 }, (_, i) => i);

/** The table before there is anything in it: where counts will stand, with the diagonal of right answers. */
export function EmptyTable() {
  return (
    <svg className={styles.cells} viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
      {CLASSES.map((row) => (
        <rect key={row} className={styles.lane} x={0} y={row + 0.04} width={10} height={0.92} />
      ))}
      {CLASSES.map((at) => (
        <rect key={at} className={styles.diagonal} x={at + 0.04} y={at + 0.04} width={0.92} height={0.92} />
      ))}
    </svg>
  );
}
