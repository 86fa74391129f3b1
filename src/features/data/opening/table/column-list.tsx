import { COLUMN_USES, type ColumnUse } from '@/dataset/opening/table/choice';
import type { ColumnFacts } from '@/dataset/opening/table/describe';
import { formatCount, formatDigits } from '@/experiment/words/numbers';
import styles from './table.module.css';

interface ColumnListProps {
  columns: readonly ColumnFacts[];
  uses: readonly ColumnUse[];
  /** What keeps a column from being used so. */
  problemOf(column: number): string | undefined;
  /** What is worth knowing of each. */
  remarks: readonly (readonly string[])[];
  onUse(column: number, use: ColumnUse): void;
}

/** The columns that were found, what is in them, and what each is used as. */
export function ColumnList({ columns, uses, problemOf, remarks, onUse }: ColumnListProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.columns}>
        <caption className="visually-hidden">Columns of the table</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Values</th>
            <th scope="col">Missing</th>
            <th scope="col">Use as</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((facts, k) => {
            const use = uses[k] ?? 'ignored';
            const problem = problemOf(k);
            return (
              <tr key={facts.name} data-use={use}>
                <th scope="row">{facts.name}</th>
                <td>
                  <span className={styles.values}>{valueWords(facts)}</span>
                  {problem && (
                    <p id={`column-problem-${k}`} className={styles.problem}>
                      {problem}
                    </p>
                  )}
                  {!problem &&
                    remarks[k]?.map((remark) => (
                      <p key={remark} className={styles.remark}>
                        {remark}
                      </p>
                    ))}
                </td>
                <td data-missing={facts.missing > 0 || undefined}>{facts.missing > 0 ? formatCount(facts.missing) : ''}</td>
                <td>
                  <select
                    className={styles.use}
                    aria-label={`Use ${facts.name} as`}
                    aria-invalid={problem !== undefined}
                    aria-describedby={problem ? `column-problem-${k}` : undefined}
                    value={use}
                    onChange={(event) => onUse(k, event.target.value as ColumnUse)}
                  >
                    {Object.entries(COLUMN_USES).map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Values that are named; of more, the rest are counted. */
const MOST_NAMED = 6;

/** "0.83 to 49", "Economy, Business", "1,561 different values". */
function valueWords({ numbers, stray, levels, distinct }: ColumnFacts): string {
  if (numbers && numbers.count >= stray.count) return `${formatDigits(numbers.low, 5)} to ${formatDigits(numbers.high, 5)}`;
  if (!levels) return `${distinct === null ? 'more than 1,000' : formatCount(distinct)} different values, such as “${stray.example}”`;
  const named = levels.slice(0, MOST_NAMED).map(({ name }) => name);
  return levels.length > MOST_NAMED ? `${named.join(', ')} and ${levels.length - MOST_NAMED} more` : named.join(', ');
}
