import type { Point } from '../types';
import { toScreen, type Viewport } from './viewport';

/** The images of a map that can be met: all but those of classes that are hidden. */
export interface Meetable {
  coordinates: Float32Array;
  isShown(image: number): boolean;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const STEPS: Record<Direction, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] };

const count = ({ coordinates }: Meetable): number => coordinates.length / 2;
const at = ({ coordinates }: Meetable, image: number): Point => ({ x: coordinates[2 * image] ?? 0, y: coordinates[2 * image + 1] ?? 0 });

/** The image nearest to a point of the canvas, if there is one within `reach` CSS pixels. */
export function imageAt(images: Meetable, viewport: Viewport, point: Point, reach: number): number | null {
  let best: number | null = null;
  let least = reach;
  for (let image = 0; image < count(images); image++) {
    if (!images.isShown(image)) continue;
    const { x, y } = at(images, image);
    const place = toScreen(viewport, x, y);
    const distance = Math.hypot(place.x - point.x, place.y - point.y);
    if (distance > least) continue;
    least = distance;
    best = image;
  }
  return best;
}

/** The image to which an arrow key goes: near, and more in that direction than beside it. `null` where there is none. */
export function nextImage(images: Meetable, from: number, direction: Direction): number | null {
  const [stepX, stepY] = STEPS[direction];
  const start = at(images, from);
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let image = 0; image < count(images); image++) {
    if (image === from || !images.isShown(image)) continue;
    const { x, y } = at(images, image);
    const along = (x - start.x) * stepX + (y - start.y) * stepY;
    const beside = Math.abs((x - start.x) * stepY) + Math.abs((y - start.y) * stepX);
    // Of two at the very same place, the arrow to the right goes to the later one, so that each can be reached.
    const same = along === 0 && beside === 0 && (direction === 'right' ? image > from : direction === 'left' && image < from);
    if (!same && (along <= 0 || beside > along)) continue;
    const cost = along + 2 * beside;
    if (cost >= least) continue;
    least = cost;
    best = image;
  }
  return best;
}

/** The `most` images nearest to a point of the map, nearest first. */
export function imagesNear(images: Meetable, { x, y }: Point, most: number): number[] {
  const distance = (image: number) => {
    const place = at(images, image);
    return Math.hypot(place.x - x, place.y - y);
  };
  return shown(images)
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, most);
}

/** The images in sight. */
export function imagesInSight(images: Meetable, viewport: Viewport): number[] {
  return shown(images).filter((image) => {
    const { x, y } = at(images, image);
    const place = toScreen(viewport, x, y);
    return place.x >= 0 && place.y >= 0 && place.x <= viewport.width && place.y <= viewport.height;
  });
}

/** The images inside a lasso, whose corners are points of the canvas, by how often a ray to the right crosses its sides. */
export function imagesInside(images: Meetable, viewport: Viewport, lasso: readonly Point[]): number[] {
  return shown(images).filter((image) => {
    const { x, y } = at(images, image);
    return isInside(toScreen(viewport, x, y), lasso);
  });
}

const shown = (images: Meetable): number[] =>
  Array.from({ length: count(images) }, (_, image) => image).filter((image) => images.isShown(image));

function isInside({ x, y }: Point, corners: readonly Point[]): boolean {
  let inside = false;
  corners.forEach((a, k) => {
    const b = corners[(k + 1) % corners.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}
