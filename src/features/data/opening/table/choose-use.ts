import { type ColumnUse, isTarget, proposedUse, type TableChoice } from '@/dataset/opening/table/choice';
import type { ColumnFacts } from '@/dataset/opening/table/describe';

/** A choice with a column used otherwise. There is one target: the column that was it before becomes what it looks like. */
export function withUse(choice: TableChoice, columns: readonly ColumnFacts[], column: number, use: ColumnUse): TableChoice {
  const uses = choice.uses.map((old, k) => {
    const facts = columns[k];
    if (k === column) return use;
    return isTarget(use) && isTarget(old) && facts ? proposedUse(facts) : old;
  });
  return { ...choice, uses };
}
