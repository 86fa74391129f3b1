import { formatFixed, formatPercent, NO_NUMBER } from '@/experiment/words/numbers';
import { Term } from '@/ui/help/term';
import styles from './headline.module.css';
import { type Answers, agreement, type Decided, type ReportMetrics } from './report-metrics';
import { ACCURACY, CALIBRATION_ERROR, KAPPA, LOG_LOSS, TOP_TWO } from './terms';

interface HeadlineProps {
  answers: Answers;
  decided: Decided;
  metrics: ReportMetrics;
}

/** The figures of the whole set, large enough for the last row. */
export function Headline({ answers, decided, metrics }: HeadlineProps) {
  const { accuracy, kappa } = agreement(answers, decided);
  return (
    <dl className={styles.figures}>
      <Figure name="Accuracy" help={ACCURACY} value={formatPercent(accuracy)} />
      {answers.classNames.length > 2 && <Figure name="Top-2 accuracy" help={TOP_TWO} value={formatPercent(metrics.topTwo)} />}
      <Figure name="Cohen’s kappa" help={KAPPA} value={shareOf(kappa)} />
      <Figure name="Calibration error" help={CALIBRATION_ERROR} value={formatPercent(metrics.calibration.error)} />
      <Figure name="Log loss" help={LOG_LOSS} value={shareOf(metrics.logLoss)} />
    </dl>
  );
}

function Figure({ name, help, value }: { name: string; help: string; value: string }) {
  return (
    <div className={styles.figure}>
      <dt>
        <Term help={help}>{name}</Term>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A figure with three decimals; a dash where there is none. */
export const shareOf = (share: number): string => (Number.isFinite(share) ? formatFixed(share, 3) : NO_NUMBER);
