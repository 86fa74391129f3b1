import type { Normalization } from '@/metrics/confusion';
import styles from './normalization-select.module.css';

const OPTIONS: Record<Normalization, string> = {
  counts: 'counts',
  row: '% by row',
  column: '% by column',
  all: '% of all',
};

const isNormalization = (value: string): value is Normalization => value in OPTIONS;

/** What the cells say: images, or percent of the true class, of the predicted class, of everything. */
export function NormalizationSelect({ value, onChange }: { value: Normalization; onChange: (value: Normalization) => void }) {
  return (
    <select
      aria-label="Show"
      className={styles.select}
      value={value}
      onChange={(event) => isNormalization(event.target.value) && onChange(event.target.value)}
    >
      {Object.entries(OPTIONS).map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
}
