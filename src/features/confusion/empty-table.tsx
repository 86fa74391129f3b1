import styles from './confusion-panel.module.css';

/** The table before there is anything in it: where counts will stand, with the diagonal of right answers. */
export function EmptyTable({ classes }: { classes: number }) {
  const places = Array.from({ length: classes }, (_, i) => i);
  return (
    <svg className={styles.cells} viewBox={`0 0 ${classes} ${classes}`} preserveAspectRatio="none" aria-hidden="true">
      {places.map((row) => (
        <rect key={row} className={styles.lane} x={0} y={row + 0.04} width={classes} height={0.92} />
      ))}
      {places.map((at) => (
        <rect key={at} className={styles.diagonal} x={at + 0.04} y={at + 0.04} width={0.92} height={0.92} />
      ))}
    </svg>
  );
}
