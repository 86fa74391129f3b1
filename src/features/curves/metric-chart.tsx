import { memo, useMemo, useState } from 'react';
import { type AxisScale, accuracyAxis, epochAxis, lossAxis } from '@/metrics/axes';
import { CurveChart, type Metric } from './curve-chart';
import { linesOf, metricRows, type RunCurves } from './run-curves';

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
}

/** The rows and axes of one of the two charts, worked out only when the run has grown. */
export const MetricChart = memo(function MetricChart(props: MetricChartProps) {
  const { metric, subject, run, ghost, ghostName, epochs, idle, penalized = false } = props;
  const [scale, setScale] = useState<AxisScale>('linear');
  const rows = useMemo(() => metricRows(run, metric, scale), [run, metric, scale]);
  const ghostRows = useMemo(() => (ghost ? metricRows(ghost, metric, scale) : []), [ghost, metric, scale]);
  const lines = [...linesOf(rows), ...linesOf(ghostRows)];
  const shared = { subject, run, rows, ghost, ghostName, ghostRows, idle, penalized, xAxis: epochAxis(epochs) };
  if (metric === 'accuracy') return <CurveChart {...shared} metric="accuracy" yAxis={accuracyAxis(lines)} />;
  return <CurveChart {...shared} metric="loss" yAxis={lossAxis(lines, scale)} scale={scale} onScale={setScale} />;
});
