import { useContext } from 'react';
import { type Field, fieldApplies } from '@/experiment/field';
import type { Issue } from '@/experiment/network/issue';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import type { OptionValue } from '@/experiment/network/types';
import { BesideField } from '@/ui/fields/beside-field';
import { Fold } from '@/ui/fold';
import { changesOf, fineOptions, optionOf } from './fine-options';
import styles from './layer-options.module.css';
import { OptionField } from './option-field';

interface LayerOptionsProps {
  layer: Layer;
  issues: readonly Issue[];
  onSet: (field: string, value: OptionValue) => void;
}

/** Options whose names or values are too long for one column. */
const WIDE = ['kernelInitializer', 'recurrentActivation', 'targetShape'];

/** The options of one layer, under Keras's names; the rarely changed ones behind a line that says which of them differ from the defaults. */
export function LayerOptions({ layer, issues, onSet }: LayerOptionsProps) {
  const fields = kindOf(layer).fields.filter((field) => fieldApplies(field, layer));
  const fine = fineOptions(fields);
  const changes = changesOf(layer, fine);
  const control = (field: Field) => (
    <div key={field.name} className={WIDE.includes(field.name) ? styles.wide : undefined} data-suspect={mendable(issues, field)?.severity}>
      <OptionField
        field={field}
        value={optionOf(layer, field)}
        address={`layer.${layer.id}.${field.name}`}
        error={problemAt(issues, field)}
        onChange={(value) => onSet(field.name, value)}
      />
    </div>
  );
  const beside = useContext(BesideField)(`present.${layer.id}`);
  if (fields.length === 0) return beside;
  return (
    <div className={styles.options}>
      <div className={styles.fields}>{fields.filter((field) => !fine.includes(field)).map(control)}</div>
      {fine.length > 0 && (
        <Fold
          title="More options"
          summary={changes || 'defaults'}
          changed={changes !== ''}
          wrong={issues.some((issue) => fine.some((field) => field.name === issue.field))}
          className={styles.more}
        >
          <div className={styles.fields}>{fine.map(control)}</div>
        </Fold>
      )}
      {beside}
    </div>
  );
}

/** Issues with a mend stand in the card's own list, where there is room for the button; the field they concern is only marked. */
const mendable = (issues: readonly Issue[], field: Field) => issues.find((issue) => issue.field === field.name && issue.mend);

const problemAt = (issues: readonly Issue[], field: Field): string | undefined =>
  issues.find((issue) => issue.field === field.name && !issue.mend)?.message;
