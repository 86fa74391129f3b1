import { type PointerEvent, useId, useMemo } from 'react';
import { formatTick } from '@/experiment/words/numbers';
import { type ScoreWords, scoreWords } from '@/experiment/words/score';
import { type RunLines, runLines, type Smoothing, type XUnit } from '@/metrics/comparison/run-curve';
import { type Axis, type AxisScale, accuracyAxis, epochAxis, lossAxis } from '@/metrics/curves/axes';
import { markedOf } from '@/print/charts/markers';
import { SavePicture } from '@/ui/pictures/save-picture';
import { useWidth } from '@/ui/use-width';
import styles from '../compare.module.css';
import type { ComparedRun, Mark } from '../compared';
import { Marker } from './marker';

/** Which lines are drawn. */
export type Parts = 'both' | 'training' | 'validation';

export interface ChartView {
  unit: XUnit;
  smoothing: Smoothing;
  parts: Parts;
  scale: AxisScale;
}

interface CompareChartProps {
  metric: 'loss' | 'accuracy';
  /** Those that are not hidden; of a score, runs that are scored alike. */
  runs: readonly ComparedRun[];
  view: ChartView;
  /** How far to the right the axis reaches. */
  reach: number;
  /** The place that is read, or `null`. */
  x: number | null;
  onRead(x: number): void;
}

const HEIGHT = 240;
const PLOT = { left: 48, top: 8, right: 10, bottom: 34 };
const UNITS: Record<XUnit, string> = { epoch: 'Epoch', step: 'Step', seconds: 'Seconds of training' };
/** Half a marker. */
const EDGE = 5;

/** The lines of several runs in one chart: training solid over its pale raw values, validation dashed; a run is told by its color and its markers. */
export function CompareChart({ metric, runs, view, reach, x, onRead }: CompareChartProps) {
  const id = useId();
  const [frame, width] = useWidth<HTMLElement>();
  const { unit, smoothing, parts } = view;
  const scale = metric === 'loss' ? view.scale : 'linear';
  const lines = useMemo(
    () => runs.map(({ run, mark, letter }) => ({ mark, letter, lines: runLines(run, metric, unit, smoothing) })),
    [runs, metric, unit, smoothing],
  );
  const score = metric === 'accuracy' && runs[0] ? scoreWords(runs[0].run.experiment.data) : null;
  const yAxis = axisOf(
    score,
    lines.map((line) => line.lines),
    parts,
    scale,
  );
  const xAxis = epochAxis(reach);
  const place = placeIn({ width, xAxis, yAxis, scale });
  const read = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    onRead(Math.min(xAxis.domain[1], Math.max(0, ((at - PLOT.left) / place.width) * xAxis.domain[1])));
  };
  const tickText = score?.tick ?? formatTick;
  const title = score?.title ?? 'Loss';
  const picture = async () =>
    (await import('@/print/charts/comparison')).comparisonPicture({
      unit: UNITS[unit],
      runs: lines.map((line, i) => ({ letter: line.letter, title: runs[i]?.title ?? '', mark: line.mark, lines: line.lines })),
      ...{ title, tickText, parts, xAxis, yAxis, scale },
    });
  return (
    <figure ref={frame} className={styles.chart} aria-labelledby={id}>
      <figcaption>
        <span id={id}>{title}</span>
        <SavePicture make={picture} />
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${title} of ${runs.length} runs`}
        onPointerMove={read}
        onPointerDown={read}
      >
        {yAxis.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${PLOT.left} ${place.y(tick)}H${width - PLOT.right}`} stroke="var(--rule)" />
            <text x={PLOT.left - 6} y={place.y(tick)} className={styles.tick} textAnchor="end" dominantBaseline="middle">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {xAxis.ticks.map((tick) => (
          <text key={tick} x={place.x(tick)} y={HEIGHT - PLOT.bottom + 14} className={styles.tick} textAnchor="middle">
            {formatTick(tick)}
          </text>
        ))}
        <text x={PLOT.left + place.width / 2} y={HEIGHT - 4} className={styles.tick} textAnchor="middle">
          {UNITS[unit]}
        </text>
        {/* A nested picture cuts off what lies outside the axes, but for the half of a marker. */}
        <svg
          aria-hidden="true"
          x={PLOT.left - EDGE}
          y={PLOT.top - EDGE}
          width={place.width + 2 * EDGE}
          height={place.height + 2 * EDGE}
          viewBox={`${PLOT.left - EDGE} ${PLOT.top - EDGE} ${place.width + 2 * EDGE} ${place.height + 2 * EDGE}`}
        >
          {lines.map((line) => (
            <Lines key={line.letter} {...line} parts={parts} place={place} scale={scale} />
          ))}
        </svg>
        {x !== null && x <= xAxis.domain[1] && (
          <path d={`M${place.x(x)} ${PLOT.top}v${place.height}`} stroke="var(--edge)" strokeDasharray="2 2" />
        )}
      </svg>
    </figure>
  );
}

interface Place {
  width: number;
  height: number;
  x(value: number): number;
  y(value: number): number;
}

function placeIn({ width, xAxis, yAxis, scale }: { width: number; xAxis: Axis; yAxis: Axis; scale: AxisScale }): Place {
  const inner = { width: Math.max(10, width - PLOT.left - PLOT.right), height: HEIGHT - PLOT.top - PLOT.bottom };
  const level = (value: number) => (scale === 'log' ? Math.log10(value) : value);
  const [low, high] = [level(yAxis.domain[0]), level(yAxis.domain[1])];
  return {
    ...inner,
    x: (value) => PLOT.left + (value / xAxis.domain[1]) * inner.width,
    y: (value) => PLOT.top + inner.height - ((level(value) - low) / (high - low || 1)) * inner.height,
  };
}

/** Room for the lines on show, of a score or else of the loss; raw values may leave it. */
function axisOf(score: ScoreWords | null, lines: readonly RunLines[], parts: Parts, scale: AxisScale): Axis {
  const values = lines.flatMap(({ training, validation }) => [
    ...(parts === 'validation' ? [] : [training.map((point) => point.smooth ?? point.raw)]),
    ...(parts === 'training' ? [] : [validation.map(({ y }) => y)]),
  ]);
  return score ? accuracyAxis(values, score.lowest) : lossAxis(values, scale);
}

interface LinesProps {
  mark: Mark;
  lines: RunLines;
  parts: Parts;
  place: Place;
  scale: AxisScale;
}

function Lines({ mark, lines: { training, validation }, parts, place, scale }: LinesProps) {
  const point = (x: number, y: number | null): [number, number] | null =>
    y === null || (scale === 'log' && y <= 0) ? null : [place.x(x), place.y(y)];
  const smoothed = training.some(({ smooth }) => smooth !== null);
  const raw = training.map(({ x, raw: y }) => point(x, y));
  const main = smoothed ? training.map(({ x, smooth }) => point(x, smooth)) : raw;
  const held = validation.map(({ x, y }) => point(x, y));
  const marked = parts === 'training' || held.length === 0 ? main : held;
  return (
    <g fill="none" stroke={mark.color}>
      {parts !== 'validation' && smoothed && <path d={pathOf(raw)} strokeOpacity={0.22} />}
      {parts !== 'validation' && <path d={pathOf(main)} strokeWidth={smoothed ? 1.8 : 1} />}
      {parts !== 'training' && <path d={pathOf(held)} strokeWidth={1.8} strokeDasharray="5 3" />}
      {markedOf(marked.filter((at) => at !== null)).map(([x, y]) => (
        <Marker key={x} mark={mark} x={x} y={y} />
      ))}
    </g>
  );
}

/** SVG path data; a missing point lifts the pen. */
const pathOf = (points: readonly ([number, number] | null)[]): string =>
  points.map((at, i) => (at ? `${i > 0 && points[i - 1] ? 'L' : 'M'}${at[0].toFixed(1)} ${at[1].toFixed(1)}` : '')).join('');
