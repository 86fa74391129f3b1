import { useCallback, useMemo } from 'react';
import type { ImagesQuery } from '@/stores/images';
import { shareOf } from '../headline';
import { type Answers, type Decision, isBinary, meanArea, operatingPoint, type ReportMetrics } from '../report-metrics';
import { PRECISION_RECALL_CURVE, ROC_CURVE } from '../terms';
import { RankingChart } from './ranking-chart';
import { ReliabilityChart } from './reliability-chart';
import styles from './report-charts.module.css';

interface ReportChartsProps {
  /** The run and its images, in words. */
  subject: string;
  answers: Answers;
  metrics: ReportMetrics;
  decision: Decision;
  threshold: number;
  /** The class whose curves are in bold; `null` for all. */
  chosen: number | null;
  onChoose: (chosen: number | null) => void;
  onImages: (query: ImagesQuery) => void;
}

/** Both curves over all thresholds, and how well confidence matches accuracy. */
export function ReportCharts({ subject, answers, metrics, decision, threshold, chosen, onChoose, onImages }: ReportChartsProps) {
  const { classNames } = answers;
  const binary = isBinary(answers);
  const point = useMemo(
    () => (chosen !== null && (binary || decision.kind === 'above') ? operatingPoint(answers, chosen, threshold) : null),
    [answers, binary, chosen, decision.kind, threshold],
  );
  // Of two classes the curves of one say all: the other's are their mirror image.
  const shown = <T,>(curves: readonly T[]) => (binary && chosen !== null ? curves.filter((_, i) => i === chosen) : curves);
  // A point of a curve stands for the images that are given its class with at least that probability.
  const onPoint = useCallback(
    (curve: number, atLeast: number) => onImages({ filter: { score: { label: binary ? (chosen ?? curve) : curve, atLeast } } }),
    [onImages, binary, chosen],
  );
  const onBin = useCallback((from: number, to: number) => onImages({ filter: { from, to } }), [onImages]);
  const shared = { subject, onPoint, classNames: shown(classNames), chosen: binary ? 0 : chosen };
  const areaOf = (curves: ReportMetrics['roc']) =>
    chosen === null ? `mean ${shareOf(meanArea(curves))}` : `area ${shareOf(curves[chosen]?.area ?? Number.NaN)}`;
  return (
    <div className={styles.charts}>
      {!binary && <ClassSelect classNames={classNames} chosen={chosen} onChoose={onChoose} />}
      <RankingChart
        {...shared}
        title="ROC"
        help={ROC_CURVE}
        xLabel="False positive rate"
        yLabel="True positive rate"
        curves={shown(metrics.roc)}
        area={areaOf(metrics.roc)}
        diagonal
        point={point && { x: point.falseAlarms, y: point.found }}
      />
      <RankingChart
        {...shared}
        title="Precision-recall"
        help={PRECISION_RECALL_CURVE}
        xLabel="Recall"
        yLabel="Precision"
        curves={shown(metrics.precisionRecall)}
        area={areaOf(metrics.precisionRecall)}
        point={point && { x: point.found, y: point.precision }}
      />
      <div className={styles.wide}>
        <ReliabilityChart subject={subject} calibration={metrics.calibration} onBin={onBin} />
      </div>
    </div>
  );
}

function ClassSelect({ classNames, chosen, onChoose }: Pick<ReportChartsProps, 'chosen' | 'onChoose'> & { classNames: string[] }) {
  return (
    <label className={styles.select}>
      Curves of
      <select value={chosen ?? ''} onChange={({ target: { value } }) => onChoose(value === '' ? null : Number(value))}>
        <option value="">all classes</option>
        {classNames.map((name, i) => (
          <option key={name} value={i}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
