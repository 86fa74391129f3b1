import {
  DECIMALS,
  type Decimal,
  ENCODINGS,
  type Encoding,
  SEPARATORS,
  type Separator,
  type TableFormat,
} from '@/dataset/opening/table/formats';
import { CheckField } from '@/ui/fields/check-field';
import { SelectField } from '@/ui/fields/select-field';
import styles from './table.module.css';

const optionsOf = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** How the file was understood. A change reads it anew. */
export function FormatFields({ format, onChange }: { format: TableFormat; onChange(format: TableFormat): void }) {
  return (
    <div className={styles.format}>
      <SelectField
        label="Separator"
        value={format.separator}
        options={optionsOf(SEPARATORS)}
        onChange={(separator) => onChange({ ...format, separator: separator as Separator })}
      />
      <SelectField
        label="Decimal mark"
        value={format.decimal}
        options={optionsOf(DECIMALS)}
        onChange={(decimal) => onChange({ ...format, decimal: decimal as Decimal })}
      />
      <SelectField
        label="Encoding"
        value={format.encoding}
        options={optionsOf(ENCODINGS)}
        onChange={(encoding) => onChange({ ...format, encoding: encoding as Encoding })}
      />
      <CheckField label="First row is a header" checked={format.header} onChange={(header) => onChange({ ...format, header })} />
    </div>
  );
}
