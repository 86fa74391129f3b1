import { type FieldProps, FieldShell } from './field';
import styles from './field.module.css';

interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  maxLength?: number;
}

/** A line of text with its label. What is typed goes up at once; the owner's rules say in `error` what is wrong with it. */
export function TextField({ label, value, onChange, help, error, maxLength = 40 }: TextFieldProps) {
  return (
    <FieldShell label={label} help={help} error={error}>
      {(control) => (
        <input
          {...control}
          className={styles.control}
          type="text"
          autoComplete="off"
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldShell>
  );
}
