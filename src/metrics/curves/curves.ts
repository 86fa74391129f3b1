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

/** The stretch between two quantiles of a noisy line, at the middle of each of equally long windows. */
export interface Band {
  /** Positions in the values, not whole numbers. */
  centers: number[];
  low: number[];
  high: number[];
}

/** The tenth and the ninetieth of a hundred values: what lies between is usual. */
const LOW_QUANTILE = 0.1;
const HIGH_QUANTILE = 0.9;

/**
 * Where most of the values lie, in `windows` equally long windows: their 10% and 90% quantiles, interpolated between ranks as NumPy's default does. Windows
 * without a finite value are left out.
 */
export function quantileBand(values: ArrayLike<number>, windows: number): Band {
  const band: Band = { centers: [], low: [], high: [] };
  for (let window = 0; window < windows; window++) {
    const from = Math.floor((window * values.length) / windows);
    const to = Math.floor(((window + 1) * values.length) / windows);
    const sorted = new Float64Array(to - from);
    let count = 0;
    for (let i = from; i < to; i++) if (Number.isFinite(values[i]!)) sorted[count++] = values[i]!;
    if (count === 0) continue;
    const finite = sorted.subarray(0, count).sort();
    band.centers.push((from + to - 1) / 2);
    band.low.push(quantileOf(finite, LOW_QUANTILE));
    band.high.push(quantileOf(finite, HIGH_QUANTILE));
  }
  return band;
}

function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (place - below) * (high - low);
}

/** A band's edges at a position: straight between two centers, level beyond the outer ones. `null` where the band is empty. */
export function bandAt({ centers, low, high }: Band, position: number): [number, number] | null {
  if (centers.length === 0) return null;
  const after = centers.findIndex((center) => center >= position);
  if (after === 0) return [low[0]!, high[0]!];
  if (after < 0) return [low.at(-1)!, high.at(-1)!];
  const before = after - 1;
  const share = (position - centers[before]!) / (centers[after]! - centers[before]!);
  return [low[before]! + share * (low[after]! - low[before]!), high[before]! + share * (high[after]! - high[before]!)];
}
