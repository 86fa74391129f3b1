import { formatCount, formatDigits } from '@/experiment/words/numbers';
import type { Histogram } from '@/metrics/inside/histogram';
import styles from './histogram-bars.module.css';

/** How often which numbers occur, as bars with their ends in figures. */
export function HistogramBars({ histogram: { low, high, counts }, label }: { histogram: Histogram; label: string }) {
  const most = Math.max(1, ...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const top = counts.indexOf(Math.max(...counts));
  const width = (high - low) / Math.max(1, counts.length);
  const words = `${label}: ${formatCount(total)} numbers from ${formatDigits(low)} to ${formatDigits(high)}, most of them (${formatCount(counts[top] ?? 0)}) between ${formatDigits(low + top * width)} and ${formatDigits(low + (top + 1) * width)}`;
  return (
    <figure className={styles.histogram}>
      <div className={styles.bars} role="img" aria-label={words}>
        {counts.map((count, bin) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
          <span key={bin} style={{ height: `${(100 * count) / most}%` }} data-empty={count === 0} />
        ))}
      </div>
      <figcaption className={styles.ends} aria-hidden="true">
        <span>{formatDigits(low)}</span>
        <span>{formatDigits(high)}</span>
      </figcaption>
    </figure>
  );
}
