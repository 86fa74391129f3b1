import { memo, useId } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { formatCount, formatPercent, formatShort } from '@/experiment/words/numbers';
import type { Calibration, CalibrationBin } from '@/metrics/calibration';
import { Term } from '@/ui/help/term';
import { SavePicture } from '@/ui/pictures/save-picture';
import { RELIABILITY } from '../terms';
import styles from './chart.module.css';

const TICKS = [0, 0.5, 1];
const TICK = { fill: 'var(--soft)', fontSize: 'var(--f1)' };
const TITLE = { fill: 'var(--soft)', fontSize: 'var(--f1)' };
const MARGIN = { top: 6, right: 14, bottom: 0, left: 0 };
/** Narrower columns name their ends once, between them. */
const LEAST_STRETCH = 64;
/** In columns narrower than this a count of five places would touch the next one. */
const NARROW = 36;

interface ReliabilityChartProps {
  calibration: Calibration;
  /** The run and its images, in words. */
  subject: string;
  /** Opens the images of a bin. */
  onBin(from: number, to: number): void;
}

/** How often the answer was right, by how sure it was: bars, with marks at how sure, and the number of images under each. */
export const ReliabilityChart = memo(function ReliabilityChart({ calibration, subject, onBin }: ReliabilityChartProps) {
  const id = useId();
  const rows = calibration.bins.map((bin) => ({
    name: stretchOf(bin),
    accuracy: bin.count > 0 ? bin.accuracy : null,
    confidence: bin.count > 0 ? bin.confidence : null,
  }));
  const tick = ({
    x,
    y,
    index,
    width = 0,
  }: Record<'x' | 'y', number | string> & { index: number; width?: number | string | undefined }) => (
    <BinTick x={Number(x)} y={Number(y)} column={Number(width) / calibration.bins.length} bin={calibration.bins[index]} />
  );
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id}>
          <Term help={RELIABILITY}>Reliability</Term>
        </h3>
        <span>
          <i className={styles.bar} aria-hidden="true" /> accuracy <i className={styles.mark} aria-hidden="true" /> confidence
        </span>
        <SavePicture make={async () => (await import('@/print/charts/reliability')).reliabilityPicture(calibration, subject)} />
      </figcaption>
      <div className={styles.frame}>
        <ComposedChart className={styles.chart ?? ''} responsive data={rows} margin={MARGIN} accessibilityLayer={false} aria-hidden="true">
          <CartesianGrid vertical={false} stroke="var(--rule)" syncWithTicks />
          <XAxis
            dataKey="name"
            tick={tick}
            tickLine={false}
            axisLine={false}
            interval={0}
            height={58}
            label={{ ...TITLE, value: 'Confidence (%) and number of answers', position: 'insideBottom' }}
          />
          <YAxis
            type="number"
            domain={[0, 1]}
            ticks={TICKS}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            tickFormatter={(share: number) => formatPercent(share, 0)}
            width={56}
            label={{ ...TITLE, value: 'Accuracy', angle: -90, position: 'insideLeft', style: { textAnchor: 'middle' } }}
          />
          <Bar dataKey="accuracy" fill="var(--val)" fillOpacity={0.55} isAnimationActive={false} />
          <Line dataKey="confidence" stroke="none" dot={Mark} activeDot={false} isAnimationActive={false} />
        </ComposedChart>
        <BinButtons bins={calibration.bins} onBin={onBin} />
      </div>
      <p className={styles.axes}>Bars end at their marks where confidence is honest.</p>
      <BinTable bins={calibration.bins} />
    </figure>
  );
});

const percentOf = (share: number): number => Math.round(100 * share);
const stretchOf = ({ from, to }: CalibrationBin): string => `${percentOf(from)}–${percentOf(to)}%`;

interface BinTickProps {
  x: number;
  y: number;
  /** Pixels from one bar's middle to the next one's. */
  column: number;
  bin: CalibrationBin | undefined;
}

/** Where a stretch begins and ends, and how many images lie in it. */
function BinTick({ x, y, column, bin }: BinTickProps) {
  if (!bin) return null;
  const whole = column >= LEAST_STRETCH;
  return (
    <text x={x} y={y} textAnchor="middle" className={styles.tick}>
      <tspan x={whole ? x : x - column / 2} dy="0.9em">
        {whole ? stretchOf(bin) : percentOf(bin.from)}
      </tspan>
      {!whole && bin.to === 1 && <tspan x={x + column / 2}>{percentOf(bin.to)}</tspan>}
      <tspan x={x} dy="1.2em" className={styles.count}>
        {column < NARROW ? formatShort(bin.count) : formatCount(bin.count)}
      </tspan>
    </text>
  );
}

/** A short line across a bar. */
function Mark({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) {
  if (cx === undefined || cy === undefined || cx === null || cy === null) return <g key={index} />;
  return <line key={index} x1={cx - 11} x2={cx + 11} y1={cy} y2={cy} stroke="var(--ink)" strokeWidth={2} />;
}

/** A button over each bar, as wide as its bin: one tab stop each, and an empty bin has nothing to open. */
function BinButtons({ bins, onBin }: { bins: readonly CalibrationBin[]; onBin(from: number, to: number): void }) {
  return (
    <div className={styles.bins}>
      {bins.map((bin) => (
        <button
          key={bin.from}
          type="button"
          disabled={bin.count === 0}
          aria-label={`Images with confidence ${stretchOf(bin)}: ${formatCount(bin.count)}`}
          onClick={() => onBin(bin.from, bin.to)}
        />
      ))}
    </div>
  );
}

/** The same for screen readers. */
function BinTable({ bins }: { bins: readonly CalibrationBin[] }) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>Reliability: how often it was right, by how sure it was</caption>
        <thead>
          <tr>
            <th scope="col">Probability</th>
            <th scope="col">Images</th>
            <th scope="col">Mean probability</th>
            <th scope="col">Share right</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={bin.from}>
              <th scope="row">{stretchOf(bin)}</th>
              <td>{formatCount(bin.count)}</td>
              <td>{formatPercent(bin.confidence)}</td>
              <td>{formatPercent(bin.accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
