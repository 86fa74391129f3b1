import { useContext, useId } from 'react';
import { useHelp } from '@/ui/help/use-help';
import { BesideField } from './beside-field';
import styles from './check-field.module.css';

interface CheckFieldProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  help?: string;
  disabled?: boolean;
  /** A switch acts at once; a checkbox (the default) is one of several choices. */
  role?: 'switch';
  /** Which setting it is, for what the page offers beside it. */
  address?: string | undefined;
}

/** A native checkbox with its label. */
export function CheckField({ label, checked, onChange, help = '', disabled = false, role, address }: CheckFieldProps) {
  const id = useId();
  const explanation = useHelp(help);
  const beside = useContext(BesideField);
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        role={role}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        {...(help ? { 'aria-describedby': explanation.id, ...explanation.focus } : {})}
      />
      <label htmlFor={id} data-explained={help !== '' || undefined} {...(help ? explanation.anchor : {})}>
        {label}
      </label>
      {help && explanation.bubble}
      {address !== undefined && beside(address)}
    </div>
  );
}
