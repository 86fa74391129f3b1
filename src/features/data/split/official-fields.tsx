import { validationShareField } from '@/experiment/data/splits';
import type { Split } from '@/experiment/data/types';
import { NumberField } from '@/ui/fields/number-field';
import { problemAt } from '../issues';
import type { SettingsProps } from '../settings-props';

type Official = Extract<Split, { kind: 'official' | 'endOfList' }>;

/** How much of the published training set is held out. */
export function OfficialFields({ split, issues, onData }: SettingsProps & { split: Official }) {
  return (
    <NumberField
      label={validationShareField.label}
      help={validationShareField.help}
      min={validationShareField.min}
      max={validationShareField.max}
      disabled={split.validationIsTest}
      value={split.validationShare}
      error={problemAt(issues, 'split.validationShare')}
      onChange={(value) => onData('validationShare', { split: { ...split, validationShare: value ?? Number.NaN } })}
    />
  );
}
