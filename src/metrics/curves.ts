/** Points that one line on a screen can show. */
export const LINE_LIMIT = 600;

/** Three points a bucket (lowest, highest, a gap) beside the first and the last. */
const SMALLEST_LIMIT = 5;

/**
 * Chooses which of many values to draw: the first, the last, and the lowest and highest of each of equally long stretches, so that no spike
 * is lost (unlike sampling) and what is drawn was really measured (unlike averaging). Where values are missing, one NaN or Infinity of each
 * stretch is kept as well, to break the line there.
 *
 * @param limit most positions to return, at least 5
 * @returns positions in `values`, increasing; all of them where they are no more than `limit`
 */
export function thinIndices(values: ArrayLike<number>, limit = LINE_LIMIT): number[] {
  if (limit < SMALLEST_LIMIT) throw new RangeError(`A thinned line needs at least ${SMALLEST_LIMIT} points, not ${limit}`);
  if (values.length <= limit) return Array.from({ length: values.length }, (_, i) => i);
  const inner = values.length - 2;
  const buckets = Math.floor((limit - 2) / (hasGap(values) ? 3 : 2));
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * inner) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * inner) / buckets);
    kept.push(...extremes(values, from, to));
  }
  kept.push(values.length - 1);
  return kept;
}

export interface Point {
  x: number;
  y: number;
}

/** The points that `thinIndices` chooses by their y. */
export function thin<P extends Point>(points: readonly P[], limit = LINE_LIMIT): P[] {
  const heights = Float64Array.from(points, (point) => point.y);
  return thinIndices(heights, limit).map((i) => points[i]!);
}

/**
 * Exponential moving average with bias correction (the one in Adam: Kingma & Ba 2015, section 3): s[t] = sum of d^(t-i) v[i] over the sum of
 * d^(t-i), d = 1 - 2 / (span + 1). It starts at the first value, and a point once drawn never moves when more come, as it would with a
 * centred window. A value that is not finite gives NaN in its place and is left out of the mean.
 *
 * @param span about how many of the last values count; 1 changes nothing
 */
export function smooth(values: ArrayLike<number>, span: number): Float64Array {
  const decay = 1 - 2 / (Math.max(1, span) + 1);
  const smoothed = new Float64Array(values.length);
  let total = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const finite = Number.isFinite(value);
    if (finite) {
      total = decay * total + value;
      weight = decay * weight + 1;
    }
    smoothed[i] = finite ? total / weight : Number.NaN;
  }
  return smoothed;
}

/** The span to smooth a run of so many planned steps with: one sixtieth of the chart's width, whatever the length of the run. */
export function smoothingSpan(plannedSteps: number): number {
  return Math.max(8, plannedSteps / 60);
}

function hasGap(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return true;
  return false;
}

/** Positions, in order, of the lowest and the highest finite value in a stretch and of its first value that is not finite. */
function extremes(values: ArrayLike<number>, from: number, to: number): number[] {
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) gap = gap < 0 ? i : gap;
    else {
      if (lowest < 0 || value < values[lowest]!) lowest = i;
      if (highest < 0 || value > values[highest]!) highest = i;
    }
  }
  return [...new Set([lowest, highest, gap])].filter((i) => i >= 0).sort((a, b) => a - b);
}
