import { type ReactNode, useContext, useId } from 'react';
import { useHelp } from '@/ui/help/use-help';
import { BesideField } from './beside-field';
import styles from './field.module.css';

/** What every field has besides its control. */
export interface FieldProps {
  label: string;
  help?: string | undefined;
  /** What is wrong with the value; the owner's rules decide. */
  error?: string | undefined;
  /** Which setting it is, for what the page offers beside it. */
  address?: string | undefined;
}

interface FieldShellProps extends FieldProps {
  /** What is worth knowing about a value that may stay. */
  remark?: ReactNode;
  /** What was understood of what is typed. */
  note?: string | undefined;
  /** Gets the ids that tie the control to its label, explanation and messages. */
  children: (control: {
    id: string;
    'aria-describedby': string;
    'aria-invalid': boolean;
    onFocus: () => void;
    onBlur: () => void;
  }) => ReactNode;
}

/** Label, control and message of one setting. The label explains itself; the message stands where the mistake was made. */
export function FieldShell({ label, help = '', error, address, remark, note, children }: FieldShellProps) {
  const id = useId();
  const errorId = `${id}-error`;
  const remarkId = `${id}-remark`;
  const explanation = useHelp(help);
  const beside = useContext(BesideField);
  const describedBy = [help && explanation.id, error && errorId, remark && remarkId].filter(Boolean).join(' ');
  const hover = help ? explanation.anchor : {};
  const focus = help ? explanation.focus : { onFocus: () => {}, onBlur: () => {} };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={help ? styles.explained : styles.label} {...hover}>
        {label}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': Boolean(error), ...focus })}
      {help && explanation.bubble}
      {note && !error && <p className={styles.note}>{note}</p>}
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {remark && (
        <div id={remarkId} className={styles.remark}>
          {remark}
        </div>
      )}
      {address !== undefined && beside(address)}
    </div>
  );
}
