import { predictionsCsv } from '@/metrics/predictions-csv';
import { reportCsv, reportText } from '@/metrics/report-text';
import type { SetPredictions } from '@/stores/types';
import { Button } from '@/ui/button';
import { CopyText } from '@/ui/copy-text';
import { Menu } from '@/ui/menu';
import styles from './export-bar.module.css';
import { classesUnder, type Decided, type Decision } from './report-metrics';
import { saveText } from './save-text';

interface ExportBarProps {
  /** Saves everything that is known of the run as one page. */
  onSaveReport(): void;
  predictions: SetPredictions;
  decision: Decision;
  decided: Decided;
}

/** Everything on show, to be used elsewhere: the answers image by image, and the report. */
export function ExportBar({ onSaveReport, predictions, decision, decided }: ExportBarProps) {
  const { set, classNames } = predictions;
  const text = reportText(decided.report);
  const savePredictions = () =>
    saveText(predictionsCsv(predictions, classNames, classesUnder(predictions, decision)), `predictions-${set}.csv`, 'text/csv');
  return (
    <div className={styles.bar}>
      <Button onClick={onSaveReport} title="Settings, curves, matrix, report and samples in one HTML file, to print or hand in">
        Save report
      </Button>
      <Button onClick={savePredictions}>Export predictions</Button>
      <Menu label="Export report">
        <Button look="quiet" onClick={() => saveText(reportCsv(decided.report), `report-${set}.csv`, 'text/csv')}>
          as CSV
        </Button>
        <Button look="quiet" onClick={() => saveText(text, `report-${set}.txt`, 'text/plain')}>
          as text
        </Button>
      </Menu>
      <CopyText text={text} label="Copy report" name="Report as text" />
    </div>
  );
}
