import { useMemo } from 'react';
import { shareOf } from './headline';
import { RankingChart } from './ranking-chart';
import { type Answers, type Decision, isBinary, meanArea, operatingPoint, type Reckoned } from './reckoning';
import { ReliabilityChart } from './reliability-chart';
import styles from './report-charts.module.css';
import { PRECISION_RECALL_CURVE, ROC_CURVE } from './terms';

interface ReportChartsProps {
  answers: Answers;
  reckoned: Reckoned;
  decision: Decision;
  threshold: number;
  /** The class whose curves are in bold; `null` for all. */
  chosen: number | null;
  onChoose: (chosen: number | null) => void;
}

/** Both curves over all thresholds, and whether answers are as often right as they are sure. */
export function ReportCharts({ answers, reckoned, decision, threshold, chosen, onChoose }: ReportChartsProps) {
  const { classNames } = answers;
  const binary = isBinary(answers);
  const point = useMemo(
    () => (chosen !== null && (binary || decision.kind === 'above') ? operatingPoint(answers, chosen, threshold) : null),
    [answers, binary, chosen, decision.kind, threshold],
  );
  // Of two classes the curves of one say all: the other's are their mirror image.
  const shown = <T,>(curves: readonly T[]) => (binary && chosen !== null ? curves.filter((_, i) => i === chosen) : curves);
  const shared = { classNames: shown(classNames), chosen: binary ? 0 : chosen };
  const areaOf = (curves: Reckoned['roc']) =>
    chosen === null ? `mean ${shareOf(meanArea(curves))}` : `area ${shareOf(curves[chosen]?.area ?? Number.NaN)}`;
  return (
    <div className={styles.charts}>
      {!binary && <ClassSelect classNames={classNames} chosen={chosen} onChoose={onChoose} />}
      <RankingChart
        {...shared}
        title="ROC"
        help={ROC_CURVE}
        xLabel="false alarms"
        yLabel="found"
        curves={shown(reckoned.roc)}
        area={areaOf(reckoned.roc)}
        diagonal
        point={point && { x: point.falseAlarms, y: point.found }}
      />
      <RankingChart
        {...shared}
        title="Precision-recall"
        help={PRECISION_RECALL_CURVE}
        xLabel="recall"
        yLabel="precision"
        curves={shown(reckoned.precisionRecall)}
        area={areaOf(reckoned.precisionRecall)}
        point={point && { x: point.found, y: point.precision }}
      />
      <div className={styles.wide}>
        <ReliabilityChart calibration={reckoned.calibration} />
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
