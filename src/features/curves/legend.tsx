import styles from './legend.module.css';

/** Which line is which, by colour and by stroke. */
export function Legend({ ghostName }: { ghostName: string | null }) {
  return (
    <ul className={styles.legend}>
      {ghostName !== null && (
        <li className={styles.before} title={`Pale: ${ghostName}`}>
          <Key className={styles.ghost} />
          <span className={styles.name}>{ghostName}</span>
        </li>
      )}
      <li>
        <Key className={styles.training} />
        training
      </li>
      <li>
        <Key className={styles.validation} />
        validation
      </li>
    </ul>
  );
}

function Key({ className }: { className: string | undefined }) {
  return (
    <svg className={className} width="20" height="8" aria-hidden="true">
      <path d="M0 4H20" />
    </svg>
  );
}
