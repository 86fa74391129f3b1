import { SIZES, splitFields } from '@/experiment/data/splits';
import type { Split } from '@/experiment/data/types';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../data-settings.module.css';
import { problemAt } from '../issues';
import type { SettingsProps } from '../settings-props';
import { asSizes } from './split-edits';

type Pooled = Extract<Split, { kind: 'pooled' }>;

const OPTIONS = Object.entries(SIZES).map(([value, label]) => ({ value, label }));

interface PooledFieldsProps extends SettingsProps {
  split: Pooled;
  /** Images to be divided. */
  total: number;
}

/** How large each part of a division anew is, as shares or in images. */
export function PooledFields({ split, total, issues, onData }: PooledFieldsProps) {
  return (
    <>
      <SelectField
        label="Sizes as"
        value={split.sizes}
        options={OPTIONS}
        onChange={(sizes) => onData('split sizes', { split: asSizes(split, sizes as Pooled['sizes'], total) })}
      />
      <div className={styles.three}>
        {splitFields(split).map(({ name, label, help }) => (
          <NumberField
            key={name}
            label={label}
            help={help}
            value={split[name as 'train' | 'validation' | 'test']}
            error={problemAt(issues, `split.${name}`)}
            onChange={(value) => onData(`split ${name}`, { split: { ...split, [name]: value ?? Number.NaN } })}
          />
        ))}
      </div>
    </>
  );
}
