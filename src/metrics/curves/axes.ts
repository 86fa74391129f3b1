export type AxisScale = 'linear' | 'log';

/** What an axis shows, and where its ticks stand. */
export interface Axis {
  domain: [number, number];
  ticks: number[];
}

/** Values of one line, in order; what is missing or not finite is left out of account. */
type Line = readonly (number | null)[];

/** A line of fewer values is shown whole. */
const FEW = 50;

/** Share of a line's values, at its extreme end, that an axis may cut off. */
const OUTLIERS = 0.06;

/** Distances between ticks, at most, on an axis of values. */
const MOST_STEPS = 4;

/** How close to right a network may be before the accuracy axis stops zooming in. */
const NEAREST_BOTTOM = 0.97;

/**
 * An axis for losses. Linear: from 0 to a round number above what the lines reach, outliers apart (the fall of the first steps may come in from
 * above, or all that is learnt later would be a flat stripe at the bottom). Logarithmic: everything, between 1-2-5 steps.
 */
export function lossAxis(lines: readonly Line[], scale: AxisScale): Axis {
  const finite = lines.map(finiteOf);
  if (scale === 'log') return logAxis(finite.flat().filter((value) => value > 0));
  const tops = finite.flatMap((line) => edge(line, 1 - OUTLIERS, Math.max));
  return upTo(Math.max(0, ...tops) || 1);
}

/** An axis for shares that ends at 1 and starts at a round number below where the lines come from, outliers of the first steps apart. It never goes below `floor`. */
export function accuracyAxis(lines: readonly Line[], floor = Number.NEGATIVE_INFINITY): Axis {
  const bottoms = lines.map(finiteOf).flatMap((line) => edge(line, OUTLIERS, Math.min).map((value) => Math.max(floor, value)));
  const span = 1 - (bottoms.length === 0 ? 0 : Math.min(NEAREST_BOTTOM, ...bottoms));
  const step = roundUp(span / MOST_STEPS);
  const start = tidy(1 - ceil(span / step) * step);
  return { domain: [start, 1], ticks: series(start, 1, step) };
}

/** An axis from 0 with about six ticks, at whole epochs wherever there are more than two. */
export function epochAxis(epochs: number): Axis {
  const end = Math.max(1, epochs);
  return { domain: [0, end], ticks: series(0, end, end <= 2 ? end / 4 : Math.max(1, roundUp(end / 6))) };
}

/** Round numbers between two, at most one more than `most`: the smallest steps of 1, 2 or 5 times a power of ten. The first alone where they are not apart. */
export function roundTicks(from: number, to: number, most = 5): number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const ticksBy = (step: number) => series(ceil(from / step) * step, to, step);
  const step = roundUp(span / (most + 1));
  const ticks = ticksBy(step);
  return ticks.length <= most + 1 ? ticks : ticksBy(roundUp(1.5 * step));
}

function upTo(top: number): Axis {
  const step = roundUp(top / MOST_STEPS);
  const end = tidy(ceil(top / step) * step);
  return { domain: [0, end], ticks: series(0, end, step) };
}

function logAxis(values: readonly number[]): Axis {
  const low = roundDown(values.reduce((a, b) => Math.min(a, b), values[0] ?? 0.1));
  const high = Math.max(roundUp(values.reduce((a, b) => Math.max(a, b), values[0] ?? 1)), low * 2);
  const ticks = logTicks(low, high, high / low > 300 ? [1] : [1, 2, 5]);
  const every = Math.ceil(ticks.length / 6);
  return { domain: [low, high], ticks: ticks.filter((_, i) => i % every === 0) };
}

function logTicks(low: number, high: number, factors: readonly number[]): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const decades = ceil(Math.log10(high)) - first + 1;
  const all = Array.from({ length: decades }, (_, i) => factors.map((factor) => tidy(factor * 10 ** (first + i)))).flat();
  return all.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

/** The least of 1, 2, 5 times a power of ten that is not below `size`. */
export function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const factor = [1, 2, 5].find((f) => f * power >= size * (1 - 1e-9)) ?? 10;
  return tidy(factor * power);
}

/** The greatest of 1, 2, 5 times a power of ten that is not above `size`: 1-2-5 read downwards is 1-2-5 again. */
function roundDown(size: number): number {
  return tidy(1 / roundUp(1 / size));
}

function series(from: number, to: number, step: number): number[] {
  const count = Math.floor((to - from) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => tidy(from + i * step));
}

/** Rounded up, but not by the dust of binary fractions. */
const ceil = (value: number) => Math.ceil(value - 1e-9);

/** Without the dust of binary fractions: 0.30000000000000004 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));

function finiteOf(line: Line): number[] {
  return line.filter((value): value is number => value !== null && Number.isFinite(value));
}

/** What an axis has to hold of a line: a quantile, and where the line is now in any case. Nothing for an empty line. */
function edge(line: readonly number[], quantile: number, outer: (a: number, b: number) => number): number[] {
  const last = line.at(-1);
  const sorted = [...line].sort((a, b) => a - b);
  const inner = line.length < FEW ? outer(sorted[0] ?? 0, sorted.at(-1) ?? 0) : sorted[Math.round(quantile * (sorted.length - 1))];
  return last === undefined || inner === undefined ? [] : [outer(inner, last)];
}
