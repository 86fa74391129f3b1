import { smooth, smoothingSpan, thinIndices } from '@/metrics/curves/curves';
import type { Run, Score } from '@/run/types';

/** What the horizontal axis counts. Seconds are those spent training, evaluations apart. */
export type XUnit = 'epoch' | 'step' | 'seconds';

/** How strongly training values are smoothed. */
export type Smoothing = 'none' | 'light' | 'medium' | 'strong';

/** Shares of the usual span, which is one sixtieth of a run. */
const SPANS: Record<Exclude<Smoothing, 'none'>, number> = { light: 0.3, medium: 1, strong: 4 };

/** Points of one line: a dozen of them must not slow the page down. */
const POINTS = 300;

export type CurvesOf = Pick<Run, 'history' | 'epochRecords' | 'stepsPerEpoch' | 'epochs'>;

/** One place of a training line. */
export interface CurvePoint {
  x: number;
  raw: number | null;
  /** Moving average up to this step; `null` where nothing is smoothed. */
  smooth: number | null;
}

/** The two lines of a run in one chart. */
export interface RunLines {
  training: CurvePoint[];
  validation: { x: number; y: number }[];
}

/** A run's results at a place of the axis: those of the last step up to it, and of the last epoch. */
export interface CurveReading {
  step: number;
  training: Score;
  validation: Score | null;
}

/** Where steps stand on the axis. */
export interface Place {
  /** `null` where it is unknown: seconds before the first epoch has ended. */
  xAt(step: number): number | null;
}

/**
 * Where the steps of a run stand. Seconds are known at the ends of epochs and shared out evenly between them; steps after the last epoch go on at its
 * pace.
 */
export function placeOf({ epochRecords, stepsPerEpoch }: CurvesOf, unit: XUnit): Place {
  if (unit === 'step') return { xAt: (step) => step };
  if (unit === 'epoch') return { xAt: (step) => (stepsPerEpoch > 0 ? step / stepsPerEpoch : null) };
  const ends = [{ step: 0, seconds: 0 }];
  for (const { step, seconds } of epochRecords) {
    const before = ends.at(-1)?.seconds ?? 0;
    if (step > (ends.at(-1)?.step ?? 0)) ends.push({ step, seconds: before + seconds });
  }
  return {
    xAt(step) {
      if (ends.length < 2) return null;
      const found = ends.findIndex((end) => end.step >= step);
      const to = Math.max(1, found < 0 ? ends.length - 1 : found);
      const [a, b] = [ends[to - 1]!, ends[to]!];
      return a.seconds + ((step - a.step) / (b.step - a.step)) * (b.seconds - a.seconds);
    },
  };
}

/** The lines of a run for one metric, thinned so that no spike is lost. */
export function runLines(run: CurvesOf, metric: keyof Score, unit: XUnit, smoothing: Smoothing): RunLines {
  const values = metric === 'loss' ? run.history.losses : run.history.accuracies;
  const { xAt } = placeOf(run, unit);
  const span = smoothing === 'none' ? null : SPANS[smoothing] * smoothingSpan(run.epochs * run.stepsPerEpoch);
  const smoothed = span === null ? null : smooth(values, span);
  const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
  const training = thinIndices(values, POINTS).flatMap((i): CurvePoint[] => {
    const x = xAt(i + 1);
    return x === null ? [] : [{ x, raw: finite(values[i]), smooth: finite(smoothed?.[i]) }];
  });
  const validation = run.epochRecords.flatMap((record) => {
    const [x, y] = [xAt(record.step), record.validation?.[metric]];
    return x === null || y === undefined || !Number.isFinite(y) ? [] : [{ x, y }];
  });
  return { training, validation };
}

/** How far to the right a run reaches; 0 before its first step. */
export const reachOf = (run: CurvesOf, unit: XUnit): number => placeOf(run, unit).xAt(run.history.losses.length) ?? 0;

/** What a run stood at there; `null` before its first step and after its last one. */
export function readingAt(run: CurvesOf, unit: XUnit, x: number): CurveReading | null {
  const { losses, accuracies } = run.history;
  const { xAt } = placeOf(run, unit);
  const end = xAt(losses.length);
  // A slider stops at round places: a hair beyond the end is the end.
  if (losses.length === 0 || end === null || x > end * (1 + 1e-9)) return null;
  let [low, high] = [0, losses.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((xAt(middle) ?? 0) <= x * (1 + 1e-9)) low = middle;
    else high = middle - 1;
  }
  if (low === 0) return null;
  const record = run.epochRecords.findLast((one) => one.step <= low && one.validation !== null);
  return { step: low, training: { loss: losses[low - 1]!, accuracy: accuracies[low - 1]! }, validation: record?.validation ?? null };
}
