import { nearestTo } from './nearest';
import { alongAxes } from './principal-components';
import type { Projection } from './project';

/** Images that another one is put among. */
const AMONG = 5;

/**
 * Where an image that was not among those of a map belongs on it: along the axes where the map is one of principal components; otherwise at the mean of its five
 * nearest images, each weighted by 1 / distance.
 *
 * @param features numbers of the image, as many as each of the map's images had
 */
export function placeOnMap({ method, coordinates, axes, reduced }: Projection, features: Float32Array): { x: number; y: number } {
  const own = alongAxes(features, axes);
  if (method === 'pca') return { x: own[0] ?? 0, y: own[1] ?? 0 };
  let [x, y, total] = [0, 0, 0];
  for (const { row, distance } of nearestTo(own, reduced, AMONG)) {
    const weight = 1 / Math.max(distance, 1e-9);
    x += weight * coordinates[2 * row]!;
    y += weight * coordinates[2 * row + 1]!;
    total += weight;
  }
  return total > 0 ? { x: x / total, y: y / total } : { x: 0, y: 0 };
}
