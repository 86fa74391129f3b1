import { formatDigits, withMinus } from '@/experiment/words/numbers';
import { histogramOf, rangeOf } from '@/metrics/inside/histogram';

/** More dots than this run into one another; rows are left out evenly. */
export const MOST_DOTS = 1500;

/** An odd number, so that 0 lies in the middle of a bin. */
export const RESIDUAL_BINS = 41;

/** A number beside an axis: "20 k", "1.5 M". */
export function shortTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return withMinus(value.toExponential(1));
  if (size >= 1e9) return withMinus(`${Number((value / 1e9).toPrecision(3))} G`);
  if (size >= 1e6) return withMinus(`${Number((value / 1e6).toPrecision(3))} M`);
  if (size >= 1e4) return withMinus(`${Number((value / 1e3).toPrecision(4))} k`);
  return formatDigits(value, 4);
}

/** The least and the greatest of some finite numbers, and a little around them where all are the same. */
export function extentOf(...lists: readonly ArrayLike<number>[]): [number, number] {
  const { low, high } = rangeOf(...lists);
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** The share of rows, at most, that lie beyond the outermost bins: a few that are far off would leave one bar in the middle. */
const CUT = 0.005;

/** Rows by their residual (true - predicted), in bins between -reach and reach; what lies beyond stands in the outermost bins. */
export function residualBins(truth: Float64Array, predicted: Float64Array, bins: number): { reach: number; counts: number[] } {
  const residuals = truth.map((value, i) => value - predicted[i]!).filter(Number.isFinite);
  const sizes = residuals.map(Math.abs).toSorted();
  const reach = sizes[Math.floor((1 - CUT) * (sizes.length - 1))] || 1;
  return { reach, counts: histogramOf(residuals, bins, { low: -reach, high: reach }).counts };
}

/** At most so many rows as dots, left out evenly; without those that have no finite prediction. */
export function dotsOf(truth: Float64Array, predicted: Float64Array, most: number): { row: number; x: number; y: number }[] {
  const every = Math.max(1, Math.ceil(truth.length / most));
  const dots: { row: number; x: number; y: number }[] = [];
  for (let row = 0; row < truth.length; row += every) {
    if (Number.isFinite(predicted[row])) dots.push({ row, x: truth[row]!, y: predicted[row]! });
  }
  return dots;
}

/** Positions of the rows with the largest errors, the worst first. */
export const worstRows = (truth: Float64Array, predicted: Float64Array, count: number): number[] =>
  [...truth.keys()].sort((a, b) => Math.abs(predicted[b]! - truth[b]!) - Math.abs(predicted[a]! - truth[a]!)).slice(0, count);
