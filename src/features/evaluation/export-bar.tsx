import { predictionsCsv, reportCsv, reportText } from '@/metrics/report-text';
import type { SetPredictions } from '@/stores/types';
import { Button } from '@/ui/button';
import { CopyText } from '@/ui/copy-text';
import styles from './export-bar.module.css';
import type { Decided } from './report-metrics';
import { saveText } from './save-text';

interface ExportBarProps {
  predictions: SetPredictions;
  decided: Decided;
}

/** Everything on show, to be used elsewhere: the answers image by image, and the report. */
export function ExportBar({ predictions, decided }: ExportBarProps) {
  const { set, classNames } = predictions;
  const text = reportText(decided.report);
  return (
    <div className={styles.bar}>
      <Button onClick={() => saveText(predictionsCsv(predictions, classNames), `predictions-${set}.csv`, 'text/csv')}>
        Export predictions
      </Button>
      <Button onClick={() => saveText(reportCsv(decided.report), `report-${set}.csv`, 'text/csv')}>Export report as CSV</Button>
      <Button onClick={() => saveText(text, `report-${set}.txt`, 'text/plain')}>as text</Button>
      <CopyText text={text} label="Copy report" name="Report as text" />
    </div>
  );
}
