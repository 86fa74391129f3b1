import { darkMask, enclosedMask } from './enclosure';
import { areaAround, HALF_GAP } from './fill';
import { fillOutline, type Gap } from './outline';
import { render } from './render';
import { CANVAS, type Drawing, type Fill } from './types';

/** Ink is seen in so many of eight directions from a place that a person takes for the inside of an outline with an open hem. */
const MEANT_INSIDE = 5;

/**
 * Where a fill that is meant for the inside of an outline would run out of it, over the whole surface; `null` where it stays inside, or is meant for
 * the outside.
 */
export function leakOf(drawing: Drawing, fill: Fill): Gap | null {
  const raster = render(drawing);
  const { size } = raster;
  const toPixel = (place: number) => Math.min(size - 1, Math.max(0, Math.floor((place * size) / CANVAS)));
  const seed = toPixel(fill.y) * size + toPixel(fill.x);
  if (!enclosedMask(darkMask(raster), size, MEANT_INSIDE)[seed]) return null;
  const area = areaAround(raster, seed, (HALF_GAP * size) / CANVAS);
  if (!reachesEdge(area, size)) return null;
  const outline = fillOutline(drawing, fill.level);
  return outline && 'gap' in outline ? outline.gap : null;
}

function reachesEdge(area: Uint8Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    if (area[i] || area[(size - 1) * size + i] || area[i * size] || area[(i + 1) * size - 1]) return true;
  }
  return false;
}
