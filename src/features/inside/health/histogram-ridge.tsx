import { formatDigits } from '@/experiment/words/numbers';
import type { Spread } from '@/metrics/inside/health';
import styles from './histogram-ridge.module.css';

/** How numbers are spread at one moment. */
export interface RidgeRow {
  epoch: number;
  spread: Spread;
}

const WIDTH = 220;
const STEP = 13;
const HEIGHT = 26;
/** Room for the epoch beside a row. */
const LEFT = 26;

/** Histograms of several moments one below the other, on one scale, so that one sees them widen, shrink or wander. */
export function HistogramRidge({ rows, name }: { rows: readonly RidgeRow[]; name: string }) {
  const low = Math.min(...rows.map(({ spread }) => spread.histogram.low));
  const high = Math.max(...rows.map(({ spread }) => spread.histogram.high));
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const height = HEIGHT + STEP * rows.length;
  const words = `${name}, from ${formatDigits(low)} to ${formatDigits(high)}; typical size ${sizeWords(first)}${rows.length > 1 ? `, ${sizeWords(last)}` : ''}`;
  return (
    <figure className={styles.ridge}>
      <figcaption className={styles.name}>
        {name} <span>typical size {formatDigits(last.spread.size, 2)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words}>
        {rows.map(({ epoch, spread }, i) => {
          const base = HEIGHT + STEP * i;
          const labelled = i === 0 || i === rows.length - 1 || rows.length < 6;
          return (
            <g key={epoch}>
              <path d={outline(spread, { low, high }, base)} className={styles.shape} />
              {labelled && (
                <text x={0} y={base} className={styles.epoch}>
                  {epoch}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>{formatDigits(low, 2)}</span>
        <span>{formatDigits(high, 2)}</span>
      </div>
    </figure>
  );
}

const sizeWords = ({ epoch, spread }: RidgeRow): string => `${formatDigits(spread.size, 2)} at epoch ${epoch}`;

/** The area under a histogram whose largest bin is as high as there is room. */
function outline({ histogram: { low, high, counts } }: Spread, range: { low: number; high: number }, base: number): string {
  const whole = range.high - range.low || 1;
  const x = (value: number) => LEFT + ((value - range.low) / whole) * (WIDTH - LEFT);
  const most = Math.max(1, ...counts);
  const bin = (high - low) / Math.max(1, counts.length);
  // All alike: a line is seen where an area would not be.
  if (!(bin > 0)) return `M${x(low) - 1} ${base}V${base - HEIGHT + 2}H${x(low) + 1}V${base}Z`;
  const tops = counts.map((count, k) => `L${fixed(x(low + (k + 0.5) * bin))} ${fixed(base - (count / most) * (HEIGHT - 2))}`);
  return `M${fixed(x(low))} ${base}${tops.join('')}L${fixed(x(high))} ${base}Z`;
}

const fixed = (value: number): string => value.toFixed(1);
