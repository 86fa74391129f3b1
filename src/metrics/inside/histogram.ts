/** How many numbers lie in each of equally wide bins between `low` and `high`. */
export interface Histogram {
  low: number;
  high: number;
  counts: number[];
}

/**
 * Counts the finite ones of some numbers; a number at a border belongs to the bin above it, the largest to the last bin. One bin where all are alike, none
 * where there is none.
 *
 * @param range the ends of the bins, in place of the smallest and the largest number; what lies outside counts in the first or last bin
 */
export function histogramOf(values: ArrayLike<number>, bins: number, range: { low: number; high: number } = rangeOf(values)): Histogram {
  const { low, high } = range;
  const width = (high - low) / bins;
  const counts = new Array<number>(width > 0 ? bins : 1).fill(0);
  let counted = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    counted++;
    const bin = width > 0 ? Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width))) : 0;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts: counted > 0 ? counts : [] };
}

/** The smallest and the largest of some numbers that are finite; 0 and 0 where there is none. */
export function rangeOf(...lists: readonly ArrayLike<number>[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}
