import { type FieldProps, FieldShell } from './field';
import styles from './field.module.css';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectFieldProps extends FieldProps {
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  disabled?: boolean;
}

/** A native select with its label. */
export function SelectField({ label, value, options, onChange, help, error, address, disabled = false }: SelectFieldProps) {
  return (
    <FieldShell label={label} help={help} error={error} address={address}>
      {(control) => (
        <select
          {...control}
          className={styles.control}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldShell>
  );
}
