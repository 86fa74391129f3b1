import { SelectField } from '@/ui/fields/select-field';

interface ClassFieldProps {
  label: string;
  /** The choice of no class in particular, in words. */
  all: string;
  /** `null` for no class in particular. */
  value: number | null;
  classNames: readonly string[];
  onChange(value: number | null): void;
}

/** One class, or no class in particular. */
export function ClassField({ label, all, value, classNames, onChange }: ClassFieldProps) {
  const options = [{ value: '', label: all }, ...classNames.map((name, k) => ({ value: String(k), label: name }))];
  return (
    <SelectField
      label={label}
      value={value === null ? '' : String(value)}
      options={options}
      onChange={(chosen) => onChange(chosen === '' ? null : Number(chosen))}
    />
  );
}
