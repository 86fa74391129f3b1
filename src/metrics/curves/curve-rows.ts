import type { AxisScale } from './axes';
import { bandAt, LINE_LIMIT, quantileBand, smooth, smoothingSpan, thinIndices } from './curves';

/** One place of a chart: a training step, and the validation result where an epoch ended there. */
export interface CurveRow {
  /** In epochs. */
  x: number;
  /** Counts from 1. */
  step: number;
  /** The step's own value; `null` breaks the line. */
  raw: number | null;
  /** Where most steps around this one lie, once there are too many to draw each of them; `null` until then. */
  band: [number, number] | null;
  /** Moving average up to this step. */
  smooth: number | null;
  /** Only where an epoch ended and something was held out. */
  validation: number | null;
}

interface CurveSource {
  /** One value a step, from step 1. */
  values: ArrayLike<number>;
  stepsPerEpoch: number;
  /** Steps the whole run is meant to have; how much is smoothed depends on it alone, so that lines do not change shape as they grow. */
  plannedSteps: number;
  /** Where epochs ended, and what validation gave there. */
  epochs: readonly { step: number; validation: number | null }[];
  scale?: AxisScale;
}

/** Windows of the band: fine enough to follow a curve, each with enough steps for a quantile. */
const WINDOWS = 100;

/** A third of a line's points at most go to ends of epochs. */
const EPOCH_LIMIT = LINE_LIMIT / 3;

/**
 * The rows of one chart, thinned to what a screen can show (at most LINE_LIMIT), with every step at which an epoch ended among them (of more than a
 * third of LINE_LIMIT epochs, the extremes). On a logarithmic scale what is not above 0 cannot be drawn and is `null`.
 */
export function curveRows({ values, stepsPerEpoch, plannedSteps, epochs, scale = 'linear' }: CurveSource): CurveRow[] {
  const smoothed = smooth(values, smoothingSpan(plannedSteps));
  const results = Float64Array.from(epochs, (epoch) => epoch.validation ?? Number.NaN);
  const ends = thinIndices(results, EPOCH_LIMIT).map((i) => epochs[i]!);
  const steps = thinIndices(values, LINE_LIMIT - Math.min(ends.length, EPOCH_LIMIT)).map((i) => i + 1);
  const validation = new Map(ends.map((epoch) => [epoch.step, epoch.validation]));
  const all = [...new Set([...steps, ...validation.keys()])].sort((a, b) => a - b);
  const band = values.length > LINE_LIMIT ? quantileBand(values, WINDOWS) : null;
  const drawable = (value: number | null | undefined) => (isDrawable(value, scale) ? value : null);
  return all.map((step) => ({
    x: step / stepsPerEpoch,
    step,
    raw: drawable(values[step - 1]),
    band: band && drawableBand(bandAt(band, step - 1), scale),
    smooth: drawable(smoothed[step - 1]),
    validation: drawable(validation.get(step)),
  }));
}

function isDrawable(value: number | null | undefined, scale: AxisScale): value is number {
  return value !== null && value !== undefined && Number.isFinite(value) && (scale === 'linear' || value > 0);
}

/** On a logarithmic scale a band that begins at 0 has no lower edge. */
const drawableBand = (edges: [number, number] | null, scale: AxisScale): [number, number] | null =>
  edges && isDrawable(edges[0], scale) && isDrawable(edges[1], scale) ? edges : null;
