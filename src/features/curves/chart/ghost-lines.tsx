import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { CurveRow } from '@/metrics/curves/curve-rows';

/**
 * The run before, pale. Drawn by hand and not as further lines of the chart: recharts would mix their points into what the pointer and the arrow
 * keys find.
 */
export function GhostLines({ rows }: { rows: readonly CurveRow[] }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale || rows.length === 0) return null;
  const at = (row: CurveRow, y: number) => `${((xScale(row.x) ?? 0) - plot.x).toFixed(1)},${((yScale(y) ?? 0) - plot.y).toFixed(1)}`;
  const training = rows.map((row) => row.smooth !== null && at(row, row.smooth));
  const validation = rows.filter((row) => row.validation !== null).map((row) => row.validation !== null && at(row, row.validation));
  return (
    // A nested picture cuts off what lies outside the axes.
    <svg x={plot.x} y={plot.y} width={plot.width} height={plot.height} overflow="hidden" aria-hidden="true" fill="none" strokeWidth={1.5}>
      <path d={pathOf(training)} stroke="var(--train)" opacity={0.45} />
      <path d={pathOf(validation)} stroke="var(--val)" strokeDasharray="5 3" opacity={0.5} />
    </svg>
  );
}

/** SVG path data; a `false` lifts the pen. */
function pathOf(points: readonly (string | false)[]): string {
  return points.map((point, i) => (point ? `${i > 0 && points[i - 1] ? 'L' : 'M'}${point}` : '')).join('');
}
