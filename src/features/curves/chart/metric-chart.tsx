import { memo, useMemo, useState } from 'react';
import type { ScoreWords } from '@/experiment/words/score';
import { type AxisScale, accuracyAxis, epochAxis, lossAxis } from '@/metrics/curves/axes';
import { type LossUnits, rowsIn } from '../loss-units';
import { linesOf, metricRows, type RunCurves } from '../run-curves';
import { CurveChart, type Metric } from './curve-chart';

interface MetricChartProps {
  metric: Metric;
  subject: string;
  run: RunCurves;
  ghost: RunCurves | null;
  ghostName: string | null;
  epochs: number;
  idle: boolean;
  /** The losses include an L1 or L2 penalty. */
  penalized?: boolean;
  /** How the second figure of a score is spoken of. */
  words: ScoreWords;
  /** The units that the losses can be shown in; absent where they have none of their own. */
  units?: LossUnits | null;
}

/** The rows and axes of one of the two charts, worked out only when the run has grown. */
export const MetricChart = memo(function MetricChart(props: MetricChartProps) {
  const { metric, subject, run, ghost, ghostName, epochs, idle, penalized = false, words, units = null } = props;
  const [scale, setScale] = useState<AxisScale>('linear');
  const [inUnits, setInUnits] = useState(false);
  const factor = units && inUnits ? units.factor : 1;
  const rows = useMemo(() => rowsIn(metricRows(run, metric, scale), factor), [run, metric, scale, factor]);
  const ghostRows = useMemo(() => (ghost ? rowsIn(metricRows(ghost, metric, scale), factor) : []), [ghost, metric, scale, factor]);
  const lines = [...linesOf(rows), ...linesOf(ghostRows)];
  const shared = { subject, run, rows, ghost, ghostName, ghostRows, idle, penalized, words, lossFactor: factor, xAxis: epochAxis(epochs) };
  if (metric === 'accuracy') return <CurveChart {...shared} metric="accuracy" yAxis={accuracyAxis(lines, words.lowest)} />;
  return (
    <CurveChart
      {...shared}
      metric="loss"
      yAxis={lossAxis(lines, scale)}
      scale={scale}
      onScale={setScale}
      units={units && { unit: units.unit, on: inUnits, onChange: setInUnits }}
    />
  );
});
