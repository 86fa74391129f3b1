import { useId } from 'react';
import { useHelp } from '@/ui/help/use-help';
import styles from './choice.module.css';

export interface ChoiceOption<T extends string> {
  value: T;
  label: string;
  /** What it is; where it cannot be chosen, why. */
  help: string;
  disabled?: boolean;
}

interface ChoiceProps<T extends string> {
  /** What is chosen between. */
  name: string;
  value: T;
  options: readonly ChoiceOption<T>[];
  onChange: (value: T) => void;
}

/** Radio buttons in one row, as a switch between few ways; one that cannot be chosen says why. */
export function Choice<T extends string>({ name, value, options, onChange }: ChoiceProps<T>) {
  const group = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{name}</legend>
      {options.map((option) => (
        <Option key={option.value} group={group} option={option} checked={option.value === value} onChoose={() => onChange(option.value)} />
      ))}
    </fieldset>
  );
}

interface OptionProps {
  group: string;
  option: ChoiceOption<string>;
  checked: boolean;
  onChoose: () => void;
}

function Option({ group, option: { label, help: text, disabled = false }, checked, onChoose }: OptionProps) {
  const help = useHelp(text);
  return (
    <label className={styles.option} {...help.anchor}>
      <input
        type="radio"
        name={group}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        aria-describedby={help.id}
        {...help.focus}
      />
      <span className={styles.words}>{label}</span>
      {help.bubble}
    </label>
  );
}
