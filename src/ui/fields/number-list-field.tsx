import { useState } from 'react';
import { type FieldProps, FieldShell } from './field';
import styles from './field.module.css';
import { formatNumberList, parseNumberList, sameNumbers } from './number-list';

interface NumberListFieldProps extends FieldProps {
  /** NaN stands for what could not be read. */
  value: readonly number[];
  onChange: (value: number[]) => void;
  placeholder?: string;
}

/** A list of numbers on one line, as people type it ("28, 28"). As in a NumberField the text stays as typed, right or wrong. */
export function NumberListField({ label, value, onChange, help, error, placeholder }: NumberListFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const kept = draft !== null && sameNumbers(parseNumberList(draft), value);
  return (
    <FieldShell label={label} help={help} error={error}>
      {({ onBlur, ...control }) => (
        <input
          {...control}
          className={styles.control}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          placeholder={placeholder}
          value={kept ? draft : formatNumberList(value)}
          onChange={(event) => {
            setDraft(event.target.value);
            onChange(parseNumberList(event.target.value));
          }}
          onBlur={() => {
            onBlur();
            if (value.every(Number.isFinite)) setDraft(null);
          }}
        />
      )}
    </FieldShell>
  );
}
