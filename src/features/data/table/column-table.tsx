import { type Column, columnTitle, inputsOf, type TableInfo } from '@/experiment/data/table';
import { formatCount } from '@/experiment/words/numbers';
import styles from '../data-panel.module.css';

/** Every column of a table: what it is, and what a model is given of it. */
export function ColumnTable({ table }: { table: TableInfo }) {
  return (
    <table className={styles.images}>
      <caption className="visually-hidden">Columns of the table</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Inputs</th>
          <th scope="col">Kind</th>
          <th scope="col">Values</th>
        </tr>
      </thead>
      <tbody>
        {table.columns.map((column) => (
          <Row key={column.name} column={column} inputs={inputsOf(column)} />
        ))}
        <Row column={table.target} inputs={null} />
      </tbody>
    </table>
  );
}

/** `inputs` is `null` for the target, which no model is given. */
function Row({ column, inputs }: { column: Column; inputs: number | null }) {
  return (
    <tr>
      <th scope="row">{columnTitle(column)}</th>
      <td>{inputs === null ? 'target' : formatCount(inputs)}</td>
      <td>{column.kind === 'number' ? 'number' : 'category'}</td>
      <td className={styles.levels}>{column.kind === 'category' ? column.levels.join(', ') : ''}</td>
    </tr>
  );
}
