import type { TableChoice } from '@/dataset/opening/table/choice';
import type { ColumnFacts } from '@/dataset/opening/table/describe';
import { LONGEST_UNIT } from '@/experiment/data/own';
import { MISSING_RULES } from '@/experiment/data/table';
import { formatCount } from '@/experiment/words/numbers';
import { NumberField } from '@/ui/fields/number-field';
import { SelectField } from '@/ui/fields/select-field';
import { TextField } from '@/ui/fields/text-field';
import styles from './table.module.css';

interface RowFieldsProps {
  choice: TableChoice;
  columns: readonly ColumnFacts[];
  onChange(choice: TableChoice): void;
}

const MISSING_OPTIONS = [...Object.entries(MISSING_RULES), ['drop', 'Drop rows']].map(([value = '', label = '']) => ({ value, label }));

/** What is done with rows: missing cells, the rows for the test; and what a target that is a number counts. */
export function RowFields({ choice, columns, onChange }: RowFieldsProps) {
  const change = (part: Partial<TableChoice>) => onChange({ ...choice, ...part });
  const missing = columns.reduce((sum, column, k) => sum + (choice.uses[k] === 'ignored' ? 0 : column.missing), 0);
  return (
    <div className={styles.rows}>
      <SelectField
        label={`Missing cells (${formatCount(missing)})`}
        help="What takes their place: the mean of a column’s training rows, or its most frequent value. In categories it is always the most frequent one. Rows without a target are always dropped."
        value={choice.missing}
        options={MISSING_OPTIONS}
        onChange={(value) => change({ missing: value as TableChoice['missing'] })}
      />
      <NumberField
        label="Test rows in %"
        help="The share of rows that is held back for the final test, drawn by the seed."
        value={Math.round(choice.testShare * 1000) / 10}
        min={1}
        max={99}
        step={1}
        error={choice.testShare > 0 && choice.testShare < 1 ? undefined : 'From 1 to 99.'}
        onChange={(percent) => change({ testShare: (percent ?? Number.NaN) / 100 })}
      />
      <NumberField
        label="Seed"
        help="Starting point for the draw of test rows. The same seed draws the same rows."
        value={choice.seed}
        min={0}
        step={1}
        onChange={(seed) => change({ seed: seed ?? Number.NaN })}
        error={Number.isInteger(choice.seed) && choice.seed >= 0 ? undefined : 'A whole number from 0 on.'}
      />
      {choice.uses.includes('targetNumber') && (
        <TextField label="Unit of the target" value={choice.unit} maxLength={LONGEST_UNIT} onChange={(unit) => change({ unit })} />
      )}
    </div>
  );
}
