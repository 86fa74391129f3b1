import { memo, type ReactNode } from 'react';
import { formatCount } from '@/experiment/words/numbers';
import type { ReportRow } from '@/metrics/report';
import { Term } from '@/ui/help/term';
import { shareOf } from '../headline';
import { type Decided, meanArea, type ReportMetrics } from '../report-metrics';
import { CLASS_ACCURACY, F1, MACRO, MICRO, PRECISION, PRECISION_AREA, RECALL, ROC_AREA, SAMPLES, SUPPORT, WEIGHTED } from '../terms';
import styles from './report-table.module.css';

interface ReportTableProps {
  decided: Decided;
  metrics: ReportMetrics;
  /** What the table speaks of, for screen readers. */
  caption: string;
  /** The class whose curves are shown; `null` for all. */
  chosen: number | null;
  /** Opens the images of a class. */
  onClass(label: number): void;
  /** What is counted, as a heading. */
  items: 'Images' | 'Rows';
}

const COLUMNS = [
  { name: 'Precision', help: PRECISION },
  { name: 'Recall', help: RECALL },
  { name: 'F1', help: F1 },
  { name: 'Accuracy', help: CLASS_ACCURACY },
  { name: 'ROC area', help: ROC_AREA },
  { name: 'PR area', help: PRECISION_AREA },
];

/** scikit-learn's names of averages, as people say them. */
const AVERAGES: Record<string, { name: string; help: string }> = {
  'micro avg': { name: 'Micro mean', help: MICRO },
  'macro avg': { name: 'Macro mean', help: MACRO },
  'weighted avg': { name: 'Weighted mean', help: WEIGHTED },
  'samples avg': { name: 'Samples mean', help: SAMPLES },
};

/** The classification report: a row for each class and each average. */
export const ReportTable = memo(function ReportTable({ decided, metrics, caption, chosen, items, onClass }: ReportTableProps) {
  const { report, accuracies } = decided;
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          {[...COLUMNS, { name: items, help: SUPPORT }].map(({ name, help }) => (
            <th key={name} scope="col">
              <Term help={help}>{name}</Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.classes.map((row, i) => (
          <Row
            key={row.name}
            name={<ClassButton name={row.name} onOpen={() => onClass(i)} />}
            row={row}
            chosen={i === chosen}
            shares={[accuracies[i], metrics.roc[i]?.area, metrics.precisionRecall[i]?.area]}
          />
        ))}
      </tbody>
      <tbody className={styles.averages}>
        {report.accuracy !== null && (
          <tr>
            <th scope="row">Accuracy</th>
            <td />
            <td />
            <td>{shareOf(report.accuracy)}</td>
            <td />
            <td />
            <td />
            <td>{formatCount(report.support)}</td>
          </tr>
        )}
        {report.averages.map((row) => (
          <AverageRow key={row.name} row={row} decided={decided} metrics={metrics} />
        ))}
      </tbody>
    </table>
  );
});

/** The name of a class, which opens its images. */
function ClassButton({ name, onOpen }: { name: string; onOpen(): void }) {
  return (
    <button type="button" className={styles.open} title={`Show the images of ${name}`} onClick={onOpen}>
      {name}
    </button>
  );
}

function AverageRow({ row, decided, metrics }: { row: ReportRow; decided: Decided; metrics: ReportMetrics }) {
  const { name, help } = AVERAGES[row.name] ?? { name: row.name, help: '' };
  const { accuracies } = decided;
  // Areas and one-against-the-rest accuracies have one customary mean, over the classes.
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length;
  const shares = row.name === 'macro avg' ? [mean, meanArea(metrics.roc), meanArea(metrics.precisionRecall)] : [null, null, null];
  return <Row name={<Term help={help}>{name}</Term>} row={row} shares={shares} />;
}

interface RowProps {
  name: ReactNode;
  row: ReportRow;
  /** Accuracy and areas; `null` where there is no such figure. */
  shares: (number | null | undefined)[];
  chosen?: boolean;
}

function Row({ name, row, shares, chosen = false }: RowProps) {
  const [accuracy, roc, precisionRecall] = shares.map((share) => (share === null ? '' : shareOf(share ?? Number.NaN)));
  return (
    <tr data-chosen={chosen || undefined}>
      <th scope="row">{name}</th>
      <td>{shareOf(row.precision)}</td>
      <td>{shareOf(row.recall)}</td>
      <td>{shareOf(row.f1)}</td>
      <td>{accuracy}</td>
      <td>{roc}</td>
      <td>{precisionRecall}</td>
      <td>{formatCount(row.support)}</td>
    </tr>
  );
}
