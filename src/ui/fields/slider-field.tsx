import type { ReactNode } from 'react';
import { type FieldProps, FieldShell } from './field';
import styles from './slider-field.module.css';

interface SliderFieldProps extends FieldProps {
  value: number;
  min: number;
  max: number;
  step: number | 'any';
  /** The value in words, beside the slider and for screen readers. */
  text: string;
  onChange: (value: number) => void;
  /** Stands in place of the words, for a value that can be typed too. */
  beside?: ReactNode;
}

/** A native slider with its label; a value outside its range stands at the nearer end, and `error` says what is wrong with it. */
export function SliderField({ label, value, min, max, step, text, onChange, help, error, address, beside }: SliderFieldProps) {
  return (
    <div className={styles.slider}>
      <FieldShell label={label} help={help} error={error} address={address}>
        {({ 'aria-invalid': _invalid, ...control }) => (
          <input
            {...control}
            className={styles.range}
            type="range"
            min={min}
            max={max}
            step={step}
            value={Number.isFinite(value) ? value : min}
            aria-valuetext={text}
            onChange={(event) => onChange(Number(event.target.value))}
          />
        )}
      </FieldShell>
      {beside ?? (
        <output className={styles.text} aria-hidden="true">
          {text}
        </output>
      )}
    </div>
  );
}
