import { CLASS_NAMES } from '@/experiment/data/classes';
import { formatCount } from '@/metrics/format';
import styles from './data-panel.module.css';

/** How many images each class has, as ten small bars. */
export function ClassCounts({ counts }: { counts: number[] }) {
  const most = Math.max(1, ...counts);
  const words = counts.map((count, label) => `${CLASS_NAMES[label]} ${formatCount(count)}`).join(', ');
  return (
    <div className={styles.counts} role="img" aria-label={`Training images per class: ${words}`} title={words}>
      {counts.map((count, label) => (
        <span key={CLASS_NAMES[label]} style={{ height: `${(100 * count) / most}%` }} />
      ))}
    </div>
  );
}
