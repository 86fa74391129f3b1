import type { ReactNode } from 'react';
import type { Field } from '@/experiment/field';
import { CheckField } from '@/ui/fields/check-field';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import styles from '../training-panel.module.css';

interface OptionFieldsProps {
  fields: readonly Field[];
  /** What has the options, under the fields' names. */
  values: object;
  /** Where issues call them, with its dot: "schedule.". */
  prefix: string;
  problemOf(place: string): string | undefined;
  remarkOf?(place: string): ReactNode;
  onChange(name: string, value: number | boolean | string): void;
}

/** A control for each option of an optimizer, a schedule or a rule, made of its description. */
export function OptionFields({ fields, values, prefix, problemOf, remarkOf, onChange }: OptionFieldsProps) {
  return fields.map((field) => (
    <div key={field.name} className={field.type === 'choice' ? styles.double : undefined}>
      <OptionControl
        field={field}
        address={`training.${prefix}${field.name}`}
        value={values[field.name as keyof typeof values]}
        error={problemOf(prefix + field.name)}
        remark={remarkOf?.(prefix + field.name)}
        onChange={(value) => onChange(field.name, value)}
      />
    </div>
  ));
}

interface OptionControlProps {
  field: Field;
  /** Which setting it is, for what the page offers beside it. */
  address: string;
  value: unknown;
  error: string | undefined;
  remark: ReactNode;
  onChange(value: number | boolean | string): void;
}

function OptionControl({ field, address, value, error, remark, onChange }: OptionControlProps) {
  const shared = { label: field.label, help: field.help, address };
  if (field.type === 'boolean') return <CheckField {...shared} checked={value === true} onChange={onChange} />;
  if (field.type === 'choice') {
    const options = field.options.map((option) => ({ value: option, label: field.titles?.[option] ?? option }));
    return <SelectField {...shared} error={error} value={String(value)} options={options} onChange={onChange} />;
  }
  return (
    <NumberField {...shared} error={error} remark={remark} value={value as number} onChange={(next) => onChange(next ?? Number.NaN)} />
  );
}
