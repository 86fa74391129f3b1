import { setWords } from '@/metrics/set-words';
import type { EvaluationSet } from '@/run/types';
import { Choice } from '@/ui/fields/choice';

interface SetSwitchProps {
  set: EvaluationSet;
  classical: boolean;
  /** The run validated on its test images. */
  testWatched: boolean;
  available: Record<EvaluationSet, boolean>;
  onChange: (set: EvaluationSet) => void;
}

/** `moment` says when a network is asked about the set; a classical model has no such moment. */
const SETS: Record<EvaluationSet, { label: string; moment: string; missing: string }> = {
  validation: {
    label: 'Validation',
    moment: 'Counted after each epoch.',
    missing: 'No images are held out for validation in this run.',
  },
  test: {
    label: 'Test',
    moment: 'Counted when training ended.',
    missing: 'Test images are counted once, at the end of training.',
  },
};

/** Chooses between the two sets; one that cannot be chosen yet says why. */
export function SetSwitch({ set, classical, testWatched, available, onChange }: SetSwitchProps) {
  const options = (['validation', 'test'] as const).map((value) => {
    const { label, moment, missing } = SETS[value];
    const present = [setWords(value, testWatched, classical), ...(classical ? [] : [moment])].join(' ');
    return { value, label, help: available[value] ? present : missing, disabled: !available[value] };
  });
  return <Choice name="Images" value={set} options={options} onChange={onChange} />;
}
