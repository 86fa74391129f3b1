import { UMAP } from 'umap-js';
import { createRandom } from '@/experiment/random';
import { nearestRows } from './nearest';

/** umap-learn's defaults. */
const NEIGHBORS = 15;
const MIN_DISTANCE = 0.1;

/** What the starting coordinates are scaled to, and how far they are disturbed: umap-learn's values for a given beginning. */
const EXTENT = 10;
const NOISE = 1e-4;

/** Rounds between two looks at the coordinates. */
const ROUNDS_AT_ONCE = 10;

/** Fewer rows have no neighborhoods to speak of. */
export const FEWEST_ROWS = 4;

/**
 * UMAP (McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018) in two dimensions, by umap-js: over the
 * exact nearest neighbors, beginning with the first two columns (which keeps the arrangement of the clusters, Kobak and Linderman 2021) instead of random places.
 * The same seed gives the same coordinates. Yields the share that is done with the coordinates as they stand, and returns the last ones.
 *
 * @param values rows * width numbers, at least 4 rows; the first two columns are the beginning
 */
export function* umapSlowly(
  values: Float32Array,
  width: number,
  seed: number,
): Generator<{ share: number; coordinates: Float32Array }, Float32Array> {
  const count = values.length / width;
  const random = createRandom(seed);
  const neighbors = Math.min(NEIGHBORS, count - 1);
  const near = nearestRows(values, width, neighbors - 1);
  const umap = new UMAP({ nComponents: 2, nNeighbors: neighbors, minDist: MIN_DISTANCE, random: random.next });
  // A row is the first of its own neighbors there.
  const withItself = <T>(own: (row: number) => T, others: ArrayLike<T>) =>
    Array.from({ length: count }, (_, row) => [
      own(row),
      ...Array.from({ length: near.count }, (_, k) => others[row * near.count + k] as T),
    ]);
  umap.setPrecomputedKNN(
    withItself((row) => row, near.rows),
    withItself(() => 0, near.distances),
  );
  const rows = Array.from({ length: count }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)));
  const rounds = umap.initializeFit(rows);
  // The embedding that it hands out is the one that it moves.
  const embedding = umap.getEmbedding();
  begin(embedding, rows, random.next);
  for (let done = 0; done < rounds; done++) {
    umap.step();
    if (done % ROUNDS_AT_ONCE === 0) yield { share: done / rounds, coordinates: Float32Array.from(embedding.flat()) };
  }
  return Float32Array.from(embedding.flat());
}

function begin(embedding: number[][], rows: readonly number[][], random: () => number): void {
  let farthest = 0;
  for (const row of rows) farthest = Math.max(farthest, Math.abs(row[0] ?? 0), Math.abs(row[1] ?? 0));
  const scale = farthest > 0 ? EXTENT / farthest : 0;
  rows.forEach((row, k) => {
    const place = embedding[k];
    if (place) for (let axis = 0; axis < 2; axis++) place[axis] = (row[axis] ?? 0) * scale + NOISE * (random() - 0.5);
  });
}
