import { useId } from 'react';
import type { EvaluationSet } from '@/run/types';
import { useHelp } from '@/ui/use-help';
import styles from './set-switch.module.css';

interface SetSwitchProps {
  set: EvaluationSet;
  available: Record<EvaluationSet, boolean>;
  onChange: (set: EvaluationSet) => void;
}

const SETS: Record<EvaluationSet, { label: string; present: string; missing: string }> = {
  validation: {
    label: 'Validation',
    present: 'Images held out of the training data, counted after each epoch.',
    missing: 'No images are held out for validation in this run.',
  },
  test: {
    label: 'Test',
    present: 'Images never used while training, counted when training ended.',
    missing: 'The test images are counted when training ends.',
  },
};

/** Radio buttons that choose between the two sets; one that cannot be chosen yet says why. */
export function SetSwitch({ set, available, onChange }: SetSwitchProps) {
  const name = useId();
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">Images</legend>
      {(['validation', 'test'] as const).map((one) => (
        <SetOption key={one} name={name} set={one} checked={one === set} enabled={available[one]} onChoose={() => onChange(one)} />
      ))}
    </fieldset>
  );
}

interface SetOptionProps {
  name: string;
  set: EvaluationSet;
  checked: boolean;
  enabled: boolean;
  onChoose: () => void;
}

function SetOption({ name, set, checked, enabled, onChoose }: SetOptionProps) {
  const { label, present, missing } = SETS[set];
  const help = useHelp(enabled ? present : missing);
  return (
    <label className={styles.option} {...help.anchor}>
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={!enabled}
        onChange={onChoose}
        aria-describedby={help.id}
        {...help.focus}
      />
      {label}
      {help.bubble}
    </label>
  );
}
