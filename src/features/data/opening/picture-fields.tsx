import { useState } from 'react';
import { isPossible, LEAST_SIDE, type PictureOptions } from '@/dataset/opening/picture-options';
import { LARGEST_SIDE } from '@/experiment/data/item-shape';
import { Button } from '@/ui/button';
import { CheckField } from '@/ui/fields/check-field';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import styles from './opening.module.css';

interface PictureFieldsProps {
  /** As the pictures were read. */
  options: PictureOptions;
  onApply(options: PictureOptions): void;
}

/** How pictures become images of one size. Changes take effect together: all pictures are read anew. */
export function PictureFields({ options, onApply }: PictureFieldsProps) {
  const [wanted, setWanted] = useState(options);
  const change = (part: Partial<PictureOptions>) => setWanted({ ...wanted, ...part });
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(options);
  const wrong = isPossible(wanted) ? undefined : `From ${LEAST_SIDE} to ${LARGEST_SIDE}.`;
  return (
    <div className={styles.options}>
      <NumberField
        label="Size in pixels"
        value={wanted.side}
        min={LEAST_SIDE}
        max={LARGEST_SIDE}
        step={1}
        error={wrong}
        onChange={(side) => change({ side: side ?? Number.NaN })}
      />
      <SelectField
        label="Colors"
        value={wanted.color ? 'color' : 'gray'}
        options={[
          { value: 'gray', label: 'Gray' },
          { value: 'color', label: 'Color' },
        ]}
        onChange={(value) => change({ color: value === 'color' })}
      />
      <SelectField
        label="Shape"
        value={wanted.fit}
        options={[
          { value: 'crop', label: 'Middle square' },
          { value: 'fit', label: 'Whole picture' },
        ]}
        onChange={(value) => change({ fit: value === 'fit' ? 'fit' : 'crop' })}
      />
      <CheckField label="Invert" checked={wanted.invert} onChange={(invert) => change({ invert })} />
      <Button disabled={!isChanged || wrong !== undefined} onClick={() => onApply(wanted)}>
        Apply
      </Button>
    </div>
  );
}
