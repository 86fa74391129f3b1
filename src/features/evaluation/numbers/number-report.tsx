import { formatCount } from '@/experiment/words/numbers';
import { formatInUnit, formatR2 } from '@/experiment/words/score';
import { numberFigures, rmseOf } from '@/metrics/numbers/regression';
import { numbersCsv } from '@/metrics/predictions-csv';
import { Button } from '@/ui/button';
import { Term } from '@/ui/help/term';
import exportStyles from '../export-bar.module.css';
import headline from '../headline.module.css';
import panel from '../report-panel.module.css';
import { saveText } from '../save-text';
import { ErrorsByColumn } from './errors-by-column';
import styles from './number-report.module.css';
import { PredictedChart } from './predicted-chart';
import { ResidualsChart } from './residuals-chart';
import type { NumberSource } from './source';
import { EXPLAINED_VARIANCE, MAE, MEDIAN_ERROR, MSE, R2, RMSE } from './terms';
import { WorstRows } from './worst-rows';

interface NumberReportProps extends NumberSource {
  /** Saves everything that is known of the run as one page. */
  onSaveReport(): void;
}

/** How good a model of numbers is: its figures, what it predicted against what is true, and where it is wrong most. */
export function NumberReport({ onSaveReport, ...source }: NumberReportProps) {
  const { predictions, numbers, subject } = source;
  const { truth, predicted, target } = numbers;
  const figures = numberFigures(truth, predicted);
  const inUnit = (value: number) => formatInUnit(value, target.unit);
  return (
    <div className={panel.body}>
      <div className={panel.figures}>
        <dl className={headline.figures}>
          <Figure name="R2" help={R2} value={formatR2(figures.r2)} />
          <Figure name="RMSE" help={RMSE} value={inUnit(rmseOf(figures))} />
          <Figure name="MAE" help={MAE} value={inUnit(figures.mae)} />
          <Figure name="Median error" help={MEDIAN_ERROR} value={inUnit(figures.medianAbsoluteError)} />
        </dl>
        <dl className={styles.small}>
          <Figure name="MSE" help={MSE} value={formatInUnit(figures.mse, target.unit && `${target.unit}²`)} />
          <Figure name="Explained variance" help={EXPLAINED_VARIANCE} value={formatR2(figures.explainedVariance)} />
          <Figure name="Rows" value={formatCount(truth.length)} />
        </dl>
        <ErrorsByColumn {...source} />
        <div className={exportStyles.bar}>
          <Button onClick={onSaveReport} title="Settings, curves and figures in one HTML file, to print or hand in">
            Save report
          </Button>
          <Button onClick={() => saveText(numbersCsv(predictions, numbers), `predictions-${predictions.set}.csv`, 'text/csv')}>
            Export predictions
          </Button>
        </div>
      </div>
      <div className={styles.charts}>
        <PredictedChart numbers={numbers} subject={subject} />
        <ResidualsChart numbers={numbers} subject={subject} />
      </div>
      <WorstRows {...source} />
    </div>
  );
}

function Figure({ name, help, value }: { name: string; help?: string; value: string }) {
  return (
    <div className={headline.figure}>
      <dt>{help ? <Term help={help}>{name}</Term> : name}</dt>
      <dd>
        <output aria-label={name}>{value}</output>
      </dd>
    </div>
  );
}
