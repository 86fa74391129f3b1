import type { Field } from '@/experiment/field';
import type { OptionValue } from '@/experiment/network/types';
import { CheckField } from '@/ui/fields/check-field';
import { NumberField } from '@/ui/fields/number-field';
import { NumberListField } from '@/ui/fields/number-list-field';
import { SelectField } from '@/ui/fields/select-field';

interface OptionFieldProps {
  field: Field;
  /** As it stands, also when it is wrong. */
  value: unknown;
  error?: string | undefined;
  /** Which setting it is, for what the page offers beside it. */
  address?: string;
  onChange: (value: OptionValue) => void;
}

/** The form control for one option of a layer or a classical model, as the option's own description asks for it. */
export function OptionField({ field, value, error, address, onChange }: OptionFieldProps) {
  const shared = { label: field.label, help: field.help, address, onChange };
  if (field.type === 'boolean') return <CheckField {...shared} checked={value === true} />;
  if (field.type === 'choice') {
    const options = field.options.map((option) => ({ value: option, label: field.titles?.[option] ?? option }));
    return <SelectField {...shared} error={error} value={String(value)} options={options} />;
  }
  if (field.type === 'shape') return <NumberListField {...shared} error={error} value={numbersOf(value)} placeholder="28, 28" />;
  return (
    <NumberField
      {...shared}
      error={error}
      value={numberOf(value)}
      min={field.min}
      max={field.max}
      step={field.type === 'integer' ? 1 : field.step}
      placeholder={field.type === 'integer' ? field.optional : undefined}
    />
  );
}

/** A value that is no number (it came from a file or a link) shows as an empty field. */
const numberOf = (value: unknown): number | null => (typeof value === 'number' || value === null ? value : Number.NaN);

/** What is no number of a list shows as a gap. */
const numbersOf = (value: unknown): number[] => (Array.isArray(value) ? value.map((one) => numberOf(one) ?? Number.NaN) : []);
