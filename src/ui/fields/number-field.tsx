import { type ReactNode, useState } from 'react';
import { FieldShell } from './field';
import styles from './field.module.css';

interface NumberFieldProps {
  label: string;
  /** NaN while nothing readable is typed. `null` only for optional fields. */
  value: number | null;
  onChange: (value: number | null) => void;
  help?: string | undefined;
  /** What is wrong with the value; the caller's rules decide. */
  error?: string | undefined;
  /** What is worth knowing about a value that may stay. */
  remark?: ReactNode;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | 'any' | undefined;
  disabled?: boolean;
  /** Shown when the field is empty, which then means `null`. */
  placeholder?: string | undefined;
}

/**
 * A number as people type it. Whatever is typed goes up at once, also when it is wrong: the owner's rules then say so in `error`, and the
 * text stays as typed.
 */
export function NumberField({
  label,
  value,
  onChange,
  help,
  error,
  remark,
  min,
  max,
  step = 'any',
  disabled = false,
  placeholder,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const parse = (text: string) => (text.trim() === '' ? (placeholder === undefined ? Number.NaN : null) : Number(text));
  const shown = draft !== null && Object.is(parse(draft), value) ? draft : format(value);
  return (
    <FieldShell label={label} help={help} error={error} remark={remark}>
      {({ onBlur, ...control }) => (
        <input
          {...control}
          className={styles.control}
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          placeholder={placeholder}
          value={shown}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(parse(event.target.value));
          }}
          onBlur={() => {
            onBlur();
            if (value === null || Number.isFinite(value)) setDraft(null);
          }}
        />
      )}
    </FieldShell>
  );
}

const format = (value: number | null) => (value === null || !Number.isFinite(value) ? '' : String(value));
