import { type ReactNode, useId, useState } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { formatTick } from '@/experiment/words/numbers';
import type { ScoreWords } from '@/experiment/words/score';
import type { Axis, AxisScale } from '@/metrics/curves/axes';
import type { CurveRow } from '@/metrics/curves/curve-rows';
import { Button } from '@/ui/button';
import { Term } from '@/ui/help/term';
import { SavePicture } from '@/ui/pictures/save-picture';
import type { RunCurves } from '../run-curves';
import { EPOCH, LOSS, PENALTY } from '../terms';
import styles from './curve-chart.module.css';
import { GhostLines } from './ghost-lines';
import { Legend, type LineName } from './legend';
import { Reading } from './reading';

/** What a chart can show. */
export type Metric = 'loss' | 'accuracy';

interface CurveChartProps {
  metric: Metric;
  /** The run, in words. */
  subject: string;
  run: RunCurves;
  rows: CurveRow[];
  ghost: RunCurves | null;
  ghostName: string | null;
  ghostRows: CurveRow[];
  xAxis: Axis;
  yAxis: Axis;
  scale?: AxisScale;
  /** Nothing to measure yet: the axes stay without figures. */
  idle: boolean;
  /** The losses include an L1 or L2 penalty. */
  penalized: boolean;
  /** How the second figure of a score is spoken of. */
  words: ScoreWords;
  /** What the losses of the rows are multiples of those of the run by. */
  lossFactor: number;
  /** Whether losses are shown in the unit of the target, where they can be. */
  units?: { unit: string; on: boolean; onChange(on: boolean): void } | null;
  /** Only for the chart that can be logarithmic. */
  onScale?: (scale: AxisScale) => void;
}

/** Beyond so many epochs the validation marks would run into one another; the dashes then tell the line apart alone. */
const MOST_MARKS = 40;
const TICK = { fill: 'var(--soft)', fontSize: 'var(--f1)' };
const MARGIN = { top: 6, right: 12, bottom: 0, left: 0 };
const AXIS_LINE = { stroke: 'var(--rule)' };

/** One chart over the epochs: training vermilion and solid over its pale raw values (of a long run: over where most of them lie), validation blue and dashed, the run before pale. */
export function CurveChart({
  metric,
  subject,
  run,
  rows,
  ghost,
  ghostName,
  ghostRows,
  xAxis,
  yAxis,
  scale = 'linear',
  idle,
  penalized,
  words,
  lossFactor,
  units = null,
  onScale,
}: CurveChartProps) {
  const id = useId();
  const [hidden, setHidden] = useState<readonly LineName[]>([]);
  const shows = (name: LineName) => !hidden.includes(name);
  const toggle = (name: LineName) => setHidden(shows(name) ? [...hidden, name] : hidden.filter((other) => other !== name));
  // Of a long run a line through every step would be a wall.
  const banded = rows.some(({ band }) => band !== null);
  const { title, help, tickText } = metric === 'loss' ? LOSS_WORDS : { title: words.title, help: words.help, tickText: words.tick };
  const reading = ({ active, payload }: { active: boolean; payload: readonly { payload?: CurveRow }[] }): ReactNode => {
    const row = payload[0]?.payload;
    return active && row ? <Reading x={row.x} run={run} ghost={ghost} ghostName={ghostName} words={words} lossFactor={lossFactor} /> : null;
  };
  const picture = async () =>
    (await import('@/print/charts/curves')).curvesPicture({
      metric,
      subtitle: subject,
      ghost: ghostName === null ? null : { name: ghostName, rows: ghostRows },
      shows: { training: shows('training'), validation: shows('validation'), ghost: shows('before') },
      rows,
      xAxis,
      yAxis,
      scale,
      words,
    });
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id}>
          <Term help={help}>{title}</Term>
        </h3>
        {units && (
          <Button className={styles.scale} aria-pressed={units.on} onClick={() => units.onChange(!units.on)}>
            In {units.unit}
          </Button>
        )}
        {onScale && (
          <Button className={styles.scale} aria-pressed={scale === 'log'} onClick={() => onScale(scale === 'log' ? 'linear' : 'log')}>
            Log scale
          </Button>
        )}
        <Legend ghostName={ghostName} hidden={hidden} onToggle={toggle} />
        {rows.length > 0 && <SavePicture make={picture} />}
      </figcaption>
      <div className={styles.frame}>
        <ComposedChart
          className={styles.chart ?? ''}
          responsive
          data={rows}
          margin={MARGIN}
          accessibilityLayer
          aria-label={`${title} chart`}
        >
          <CartesianGrid vertical={false} syncWithTicks stroke="var(--rule)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={xAxis.domain}
            ticks={xAxis.ticks}
            allowDataOverflow
            tick={TICK}
            tickLine={false}
            axisLine={AXIS_LINE}
            height={34}
            interval="preserveStartEnd"
          />
          <YAxis
            type="number"
            scale={scale}
            domain={yAxis.domain}
            ticks={yAxis.ticks}
            allowDataOverflow
            tick={idle ? false : TICK}
            tickLine={false}
            axisLine={false}
            width={labelWidth(yAxis.ticks.map(tickText))}
            interval={0}
            tickFormatter={tickText}
          />
          <Tooltip content={reading} cursor={{ stroke: 'var(--edge)' }} isAnimationActive={false} />
          {shows('before') && <GhostLines rows={ghostRows} />}
          {shows('training') && banded && <Area {...PLAIN} dataKey="band" stroke="none" fill="var(--train)" fillOpacity={0.16} />}
          {shows('training') && !banded && <Line {...PLAIN} dataKey="raw" stroke="var(--train)" strokeOpacity={0.2} strokeWidth={1} />}
          {shows('training') && <Line {...PLAIN} dataKey="smooth" stroke="var(--train)" strokeWidth={2} activeDot={DOT} />}
          {shows('validation') && <Line {...VALIDATION} dataKey="validation" strokeWidth={2} dot={marks(rows)} />}
        </ComposedChart>
        <p className={styles.axis}>
          <Term help={EPOCH}>Epoch</Term>
        </p>
        {penalized && (
          <p className={styles.penalty}>
            <Term help={PENALTY}>loss includes the penalty</Term>
          </p>
        )}
      </div>
    </figure>
  );
}

const LOSS_WORDS = { title: 'Loss', help: LOSS, tickText: formatTick };

const PLAIN = { type: 'linear', dot: false, activeDot: false, isAnimationActive: false } as const;
const DOT = { r: 3, fill: 'var(--train)' };
const VALIDATION = { ...PLAIN, stroke: 'var(--val)', strokeDasharray: '5 3', connectNulls: true } as const;

function marks(rows: readonly CurveRow[]) {
  const count = rows.filter((row) => row.validation !== null).length;
  return count > 0 && count <= MOST_MARKS && { r: 2.5, fill: 'var(--val)', stroke: 'none', clipDot: false };
}

/** Room for the longest of an axis's labels; at least so much that the chart does not jump with every new tick. */
const labelWidth = (labels: readonly string[]) => Math.max(44, 12 + 7 * Math.max(...labels.map((label) => label.length)));
