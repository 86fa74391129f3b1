import { memo, useId, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, XAxis, YAxis } from 'recharts';
import { LINE_LIMIT } from '@/metrics/curves/curves';
import type { RankingCurve } from '@/metrics/ranking';
import { Term } from '@/ui/help/term';
import { SavePicture } from '@/ui/pictures/save-picture';
import { shareOf } from '../headline';
import { pointsOf } from '../report-metrics';
import styles from './chart.module.css';
import { RankingTable } from './ranking-table';
import { useNearest } from './use-nearest';

interface RankingChartProps {
  title: string;
  /** The run and its images, in words. */
  subject: string;
  help: string;
  xLabel: string;
  yLabel: string;
  curves: readonly RankingCurve[];
  classNames: readonly string[];
  /** The class drawn boldly; `null` for all alike. */
  chosen: number | null;
  /** The area of what is drawn boldly, in words. */
  area: string;
  /** What guessing gives. */
  diagonal?: boolean;
  /** Where the threshold in force stands. */
  point: { x: number; y: number } | null;
  /** Opens the images that a curve's class is given with at least this probability. */
  onPoint(curve: number, atLeast: number): void;
}

/** Points of a line that only gives the background. */
const PALE_LIMIT = 120;
const TICKS = [0, 0.5, 1];
const TICK = { fill: 'var(--soft)', fontSize: 'var(--f1)' };
/** The room around the plot: for the axes and their titles. */
const PLOT = { top: 6, right: 10, bottom: 38, left: 44 };
const MARGIN = { top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 };
const PLAIN = { dataKey: 'y', type: 'linear', dot: false, activeDot: false, isAnimationActive: false } as const;

/** A curve over all thresholds for each class, one of them in bold. The curve under the pointer is named, and a table has the figures of all. */
export const RankingChart = memo(function RankingChart(props: RankingChartProps) {
  const { title, subject, help, xLabel, yLabel, curves, classNames, chosen, area, diagonal = false, point, onPoint } = props;
  const id = useId();
  const drawn = useMemo(() => curves.map((curve, i) => pointsOf(curve, i === chosen ? LINE_LIMIT : PALE_LIMIT)), [curves, chosen]);
  const nearest = useNearest(drawn, PLOT);
  const { hit } = nearest;
  const picture = async () =>
    (await import('@/print/charts/ranking')).rankingPicture({
      subtitle: `${subject} · ${area}`,
      curves: drawn.map((points, i) => ({ name: classNames[i] ?? '', points })),
      ...{ title, xLabel, yLabel, chosen, diagonal, point },
    });
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={`${styles.head} ${styles.ranking}`}>
        <h3 id={id}>
          <Term help={help}>{title}</Term>
        </h3>
        <span>{area}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a pointer's way only; the table beside it opens the same by keyboard. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above. */}
      <div
        className={styles.frame}
        data-hit={hit !== null}
        {...nearest.pointer}
        onClick={() => hit && Number.isFinite(hit.threshold) && onPoint(hit.curve, hit.threshold)}
      >
        <LineChart className={styles.chart ?? ''} responsive margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--rule)" syncWithTicks />
          <XAxis
            dataKey="x"
            type="number"
            domain={[0, 1]}
            ticks={TICKS}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            height={PLOT.bottom}
            label={titleOf(xLabel, 'x')}
          />
          <YAxis
            type="number"
            domain={[0, 1]}
            ticks={TICKS}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={PLOT.left}
            label={titleOf(yLabel, 'y')}
          />
          {diagonal && <ReferenceLine segment={DIAGONAL} stroke="var(--edge)" strokeDasharray="2 3" />}
          {curves.map((_, i) => (
            <Line key={classNames[i] ?? i} {...PLAIN} data={drawn[i] ?? []} {...lookOf(chosen, i)} />
          ))}
          {point && <ReferenceDot x={point.x} y={point.y} r={5} fill="var(--accent)" stroke="var(--paper)" strokeWidth={2} />}
          {hit && <ReferenceDot x={hit.x} y={hit.y} r={4} fill="var(--val)" stroke="var(--paper)" strokeWidth={2} />}
        </LineChart>
      </div>
      <div className={styles.axes}>
        <span>Point at a curve.</span>
        <RankingTable {...{ title, xLabel, yLabel, curves, classNames, ascending: diagonal, onPoint }} />
        <SavePicture make={picture} />
        {hit && (
          <p className={styles.reading}>
            {classNames[hit.curve]}: {yLabel.toLowerCase()} {shareOf(hit.y)}, {xLabel.toLowerCase()} {shareOf(hit.x)}
          </p>
        )}
      </div>
    </figure>
  );
});

const titleOf = (value: string, axis: 'x' | 'y') => ({
  value,
  fill: 'var(--soft)',
  fontSize: 'var(--f1)',
  ...(axis === 'x'
    ? { position: 'insideBottom' as const }
    : { angle: -90, position: 'insideLeft' as const, style: { textAnchor: 'middle' as const } }),
});

const DIAGONAL: [{ x: number; y: number }, { x: number; y: number }] = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

function lookOf(chosen: number | null, i: number) {
  if (i === chosen) return { stroke: 'var(--val)', strokeWidth: 2.5, zIndex: 500 };
  return { stroke: 'var(--val)', strokeWidth: 1, strokeOpacity: chosen === null ? 0.75 : 0.25 };
}
