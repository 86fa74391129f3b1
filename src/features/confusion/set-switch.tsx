import type { EvaluationSet } from '@/run/types';
import { Choice } from '@/ui/fields/choice';

interface SetSwitchProps {
  set: EvaluationSet;
  classical: boolean;
  available: Record<EvaluationSet, boolean>;
  onChange: (set: EvaluationSet) => void;
}

const FITTED = {
  validation: 'Images held out of the training data.',
  test: 'Images never used while training.',
};

const SETS: Record<EvaluationSet, { label: string; present: string; missing: string }> = {
  validation: {
    label: 'Validation',
    present: 'Images held out of the training data, counted after each epoch.',
    missing: 'No images are held out for validation in this run.',
  },
  test: {
    label: 'Test',
    present: 'Images never used while training, counted when training ended.',
    missing: 'Test images are counted once, at the end of training.',
  },
};

/** Chooses between the two sets; one that cannot be chosen yet says why. */
export function SetSwitch({ set, classical, available, onChange }: SetSwitchProps) {
  const options = (['validation', 'test'] as const).map((value) => {
    const { label, present, missing } = SETS[value];
    return { value, label, help: available[value] ? (classical ? FITTED[value] : present) : missing, disabled: !available[value] };
  });
  return <Choice name="Images" value={set} options={options} onChange={onChange} />;
}
