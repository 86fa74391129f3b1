import type { Point } from '../types';

/** What is in sight: the point of the map in the middle, and how often larger than the whole map. */
export interface Sight {
  center: Point;
  zoom: number;
}

/** How points of the map lie on the canvas. */
export interface Viewport {
  width: number;
  height: number;
  center: Point;
  /** CSS pixels of one unit of the map. */
  scale: number;
}

/** CSS pixels that are left free around the whole map. */
const MARGIN = 24;
const MOST_ZOOM = 60;

/** What holds all points; a map of one point has the size 1. */
export interface Bounds {
  center: Point;
  width: number;
  height: number;
}

export function boundsOf(coordinates: Float32Array): Bounds {
  let [left, right, bottom, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i + 1 < coordinates.length; i += 2) {
    const [x = 0, y = 0] = [coordinates[i], coordinates[i + 1]];
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  if (!(right >= left)) return { center: { x: 0, y: 0 }, width: 1, height: 1 };
  return { center: { x: (left + right) / 2, y: (bottom + top) / 2 }, width: right - left || 1, height: top - bottom || 1 };
}

/** The whole map. */
export const wholeSight = ({ center }: Bounds): Sight => ({ center, zoom: 1 });

export function viewportOf(sight: Sight, bounds: Bounds, width: number, height: number): Viewport {
  const fit = Math.min((width - 2 * MARGIN) / bounds.width, (height - 2 * MARGIN) / bounds.height);
  return { width, height, center: sight.center, scale: Math.max(fit, 1e-9) * sight.zoom };
}

/** Up is up on the map, and down on a canvas. */
export const toScreen = ({ width, height, center, scale }: Viewport, x: number, y: number): Point => ({
  x: width / 2 + (x - center.x) * scale,
  y: height / 2 - (y - center.y) * scale,
});

export const toMap = ({ width, height, center, scale }: Viewport, { x, y }: Point): Point => ({
  x: center.x + (x - width / 2) / scale,
  y: center.y - (y - height / 2) / scale,
});

/** Zooms so that what lies at `at` on the canvas stays there. */
export function zoomedAt(sight: Sight, viewport: Viewport, factor: number, at: Point): Sight {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, sight.zoom * factor));
  const held = toMap(viewport, at);
  const share = 1 - sight.zoom / zoom;
  return { zoom, center: { x: sight.center.x + (held.x - sight.center.x) * share, y: sight.center.y + (held.y - sight.center.y) * share } };
}

/** Moves what is in sight by CSS pixels: the map goes with the pointer. */
export const movedBy = (sight: Sight, { scale }: Viewport, dx: number, dy: number): Sight => ({
  ...sight,
  center: { x: sight.center.x - dx / scale, y: sight.center.y + dy / scale },
});
