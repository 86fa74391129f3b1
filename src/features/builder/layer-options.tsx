import { useState } from 'react';
import type { OptionValue } from '@/experiment/network/edits';
import { type Field, fieldApplies } from '@/experiment/network/fields';
import { kindOf } from '@/experiment/network/kinds';
import type { Issue, Layer } from '@/experiment/network/types';
import styles from './layer-options.module.css';
import { OptionField } from './option-field';

interface LayerOptionsProps {
  layer: Layer;
  issues: readonly Issue[];
  onSet: (field: string, value: OptionValue) => void;
}

/** Options that most people never touch; they stay folded until one of them is set. */
const FINE = ['useBias', 'l1', 'l2'];

/** The options of one layer, under Keras's names. */
export function LayerOptions({ layer, issues, onSet }: LayerOptionsProps) {
  const fields = kindOf(layer).fields.filter((field) => fieldApplies(field, layer));
  const fine = fields.filter((field) => FINE.includes(field.name));
  const [unfolded, setUnfolded] = useState(() => fine.some((field) => isSet(layer, field)));
  const control = (field: Field) => (
    <div key={field.name} data-suspect={mendable(issues, field)?.severity}>
      <OptionField
        field={field}
        value={optionOf(layer, field)}
        error={problemAt(issues, field)}
        onChange={(value) => onSet(field.name, value)}
      />
    </div>
  );
  if (fields.length === 0) return null;
  return (
    <div className={styles.options}>
      <div className={styles.fields}>{fields.filter((field) => !fine.includes(field)).map(control)}</div>
      {fine.length > 0 && (
        <details open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
          <summary className={styles.more}>More</summary>
          <div className={styles.fields}>{fine.map(control)}</div>
        </details>
      )}
    </div>
  );
}

const optionOf = (layer: Layer, field: Field): unknown => layer[field.name as keyof Layer];

const isSet = (layer: Layer, field: Field): boolean => {
  const defaults: Record<string, unknown> = { ...kindOf(layer).defaults };
  return !Object.is(optionOf(layer, field), defaults[field.name]);
};

/** Issues with a mend stand in the card's own list, where there is room for the button; the field they concern is only marked. */
const mendable = (issues: readonly Issue[], field: Field) => issues.find((issue) => issue.field === field.name && issue.mend);

const problemAt = (issues: readonly Issue[], field: Field): string | undefined =>
  issues.find((issue) => issue.field === field.name && !issue.mend)?.message;
