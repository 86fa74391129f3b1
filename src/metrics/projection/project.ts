import { type Axes, alongAxes, principalAxes } from './principal-components';
import { FEWEST_ROWS, umapSlowly } from './umap';

export type ProjectionMethod = 'pca' | 'umap';

/** What a map is made of. */
export interface ProjectionTask {
  /** rows * width numbers. */
  values: Float32Array;
  width: number;
  method: ProjectionMethod;
  seed: number;
}

/** Images in the plane, and what else is needed to put another one there. */
export interface Projection {
  method: ProjectionMethod;
  /** x and y of each row. */
  coordinates: Float32Array;
  axes: Axes;
  /** Where each row lies along the axes: rows * axes numbers. Neighbors are those here. */
  reduced: Float32Array;
}

/** How far it is, and the coordinates as they stand. */
export interface ProjectionProgress {
  /** 0 to 1. */
  share: number;
  coordinates: Float32Array;
}

/** Axes that neighbors are looked for along: fewer numbers than pixels, and nearly all of the variance. */
const AXES = 50;

/**
 * Puts rows into the plane: first along the two principal axes, and with UMAP on from there, by neighborhoods along the first 50. Yields after the first and while
 * the second goes on.
 */
export function* projectSlowly({ values, width, method, seed }: ProjectionTask): Generator<ProjectionProgress, Projection> {
  const axes = principalAxes(values, width, AXES, seed);
  const reduced = alongAxes(values, axes);
  const first = firstTwo(reduced, axes.axes.rows);
  yield { share: 0, coordinates: first };
  const kind = method === 'umap' && first.length / 2 >= FEWEST_ROWS ? 'umap' : 'pca';
  const coordinates = kind === 'umap' ? yield* umapSlowly(reduced, axes.axes.rows, seed) : first;
  return { method: kind, coordinates, axes, reduced };
}

/** The first two of each row's numbers; 0 where there is but one. */
function firstTwo(rows: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: (2 * rows.length) / Math.max(1, width) }, (_, i) =>
    i % 2 < width ? rows[(i >> 1) * width + (i % 2)]! : 0,
  );
}
