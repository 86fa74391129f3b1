import { formatCount } from '@/experiment/words/numbers';
import styles from './threshold-table.module.css';

interface ThresholdTableProps {
  confusion: readonly (readonly number[])[];
  classNames: readonly string[];
  threshold: string;
  /** Opens the images that a cell counts. */
  onCell(truth: number, predicted: number): void;
}

/** Which of two classes was taken for which, at the threshold in force. */
export function ThresholdTable({ confusion, classNames, threshold, onCell }: ThresholdTableProps) {
  return (
    <table className={styles.table}>
      <caption>Confusion at p = {threshold}</caption>
      <thead>
        <tr>
          <td />
          {classNames.map((name) => (
            <th key={name} scope="col">
              called {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, truth) => (
          <tr key={name}>
            <th scope="row">really {name}</th>
            {classNames.map((other, predicted) => (
              <td key={other} data-right={truth === predicted}>
                <button
                  type="button"
                  className={styles.cell}
                  aria-label={`${name} called ${other}: ${formatCount(confusion[truth]?.[predicted] ?? 0)}`}
                  onClick={() => onCell(truth, predicted)}
                >
                  {formatCount(confusion[truth]?.[predicted] ?? 0)}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
