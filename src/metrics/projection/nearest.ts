/** The nearest rows of each row, nearest first, and how far they are. */
export interface NearestRows {
  /** Rows asked for each row. */
  count: number;
  /** rows * count positions. */
  rows: Uint32Array;
  /** rows * count Euclidean distances. */
  distances: Float64Array;
}

/** The `count` rows nearest to a point by Euclidean distance, nearest first, of equals the earlier; fewer where there are fewer rows. */
export function nearestTo(
  point: ArrayLike<number>,
  rows: ArrayLike<number>,
  count: number,
  except = -1,
): { row: number; distance: number }[] {
  const width = point.length;
  const best: { row: number; distance: number }[] = [];
  for (let row = 0; row < rows.length / width; row++) {
    if (row === except) continue;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (rows[row * width + i]! - point[i]!) ** 2;
    if (best.length === count && sum >= best[count - 1]!.distance) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.distance > sum) place--;
    best.splice(place, 0, { row, distance: sum });
    if (best.length > count) best.pop();
  }
  return best.map(({ row, distance }) => ({ row, distance: Math.sqrt(distance) }));
}

/** The nearest rows of each row, by comparing all with all; a row is not its own neighbor. There must be more than `count` rows. */
export function nearestRows(values: Float32Array, width: number, count: number): NearestRows {
  const total = values.length / width;
  const rows = new Uint32Array(total * count);
  const distances = new Float64Array(total * count);
  for (let row = 0; row < total; row++) {
    nearestTo(values.subarray(row * width, (row + 1) * width), values, count, row).forEach((near, k) => {
      rows[row * count + k] = near.row;
      distances[row * count + k] = near.distance;
    });
  }
  return { count, rows, distances };
}
