import { DATASETS } from '@/experiment/data/datasets';
import { valueNoise } from './noise';
import type { Path } from './path';

/** Pixels along an edge of an image. The garments' coordinates are drawn for this size. */
export const SIZE: number = DATASETS['builtin-garments'].itemShape[0];

/** Numbers per row while rasterising: an edge in the last pixel writes one to its right. */
const STRIDE = SIZE + 2;

/** How bright a garment is at a pixel: 0 is the background's black, 1 is white. Coordinates are pixels, after framing. */
export type Paint = (x: number, y: number) => number;

/** One shape of a garment, painted over those before it. */
export interface Part {
  path: Path;
  paint: Paint;
  /** How much of what lies below it hides; 1 where absent. */
  opacity?: number;
  /** True for a seam, a print or a hole: it shows only where the garment already is, and does not count in the garment's size. */
  inside?: boolean;
}

/** How a garment is put before the camera. */
export interface Framing {
  /** Where in the noise field its outline is bent. */
  bend: { x: number; y: number; amount: number };
  /** Sideways lean per unit of height. */
  lean: number;
  /** How strongly the thumbnail was sharpened. */
  sharpness: number;
}

/** Room to draw in, to be used again for the next garment: making it anew for each would take as long as the drawing. */
export interface Film {
  light: Float64Array;
  cover: Float64Array;
  area: Float64Array;
}

/** An empty film. */
export function createFilm(): Film {
  return { light: new Float64Array(SIZE * SIZE), cover: new Float64Array(SIZE * SIZE), area: new Float64Array(SIZE * STRIDE) };
}

/** Draws the parts, scaled so that the garment's longest edge fills the image, centred; returns SIZE * SIZE bytes. */
export function photograph(parts: readonly Part[], framing: Framing, film = createFilm()): Uint8Array {
  const { light, cover, area } = film;
  light.fill(0);
  cover.fill(0);
  for (const { part, path } of framed(parts, framing)) {
    const window = windowOf(path);
    rasterise(path, window, area);
    blend(part, window, area, light, cover);
  }
  return develop(light, framing.sharpness);
}

/** The parts with their paths in pixels: bent and leant first, so that the frame fits what is seen. */
function framed(parts: readonly Part[], { bend, lean }: Framing): { part: Part; path: number[] }[] {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  const bent = parts.map((part) => {
    const path: number[] = [];
    for (let i = 0; i < part.path.length; i += 2) {
      const x = part.path[i]!;
      const y = part.path[i + 1]!;
      const u = x * 0.13 + bend.x;
      const v = y * 0.13 + bend.y;
      const seenX = x + lean * y + bend.amount * (valueNoise(u, v) - 0.5);
      const seenY = y + bend.amount * (valueNoise(u + 31.7, v + 17.3) - 0.5);
      path.push(seenX, seenY);
      if (part.inside) continue;
      left = Math.min(left, seenX);
      right = Math.max(right, seenX);
      top = Math.min(top, seenY);
      bottom = Math.max(bottom, seenY);
    }
    return { part, path };
  });
  const scale = SIZE / Math.max(right - left, bottom - top);
  const dx = SIZE / 2 - (scale * (left + right)) / 2;
  const dy = SIZE / 2 - (scale * (top + bottom)) / 2;
  for (const { path } of bent) {
    for (let i = 0; i < path.length; i += 2) {
      path[i] = path[i]! * scale + dx;
      path[i + 1] = path[i + 1]! * scale + dy;
    }
  }
  return bent;
}

/** The pixels that a path may touch: first ones inclusive, last ones exclusive. Most parts are small, and only these pixels are worked on. */
interface Window {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function windowOf(path: Path): Window {
  let [left, top, right, bottom] = [SIZE, SIZE, 0, 0];
  for (let i = 0; i < path.length; i += 2) {
    const x = path[i]!;
    const y = path[i + 1]!;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const inside = (value: number) => Math.min(SIZE, Math.max(0, value));
  return {
    left: Math.floor(inside(left)),
    right: Math.ceil(inside(right)),
    top: Math.floor(inside(top)),
    bottom: Math.ceil(inside(bottom)),
  };
}

/**
 * Writes into `area` how much of each pixel the polygon covers, exactly: every edge adds its signed area to the pixels it crosses and its height to
 * the one right of them, and a running sum along the row makes coverage of it. Costs by the outline's length, not by its surface.
 */
function rasterise(path: Path, { left, right, top, bottom }: Window, area: Float64Array): void {
  area.fill(0, top * STRIDE, bottom * STRIDE);
  const last = path.length - 2;
  for (let i = 0; i <= last; i += 2) {
    const next = i === last ? 0 : i + 2;
    addEdge(path[i]!, path[i + 1]!, path[next]!, path[next + 1]!, area);
  }
  for (let y = top; y < bottom; y++) {
    let sum = 0;
    for (let i = y * STRIDE + left; i < y * STRIDE + right; i++) {
      sum += area[i]!;
      area[i] = Math.min(1, Math.abs(sum));
    }
  }
}

function addEdge(x0: number, y0: number, x1: number, y1: number, area: Float64Array): void {
  if (y0 === y1) return;
  const sign = y0 < y1 ? 1 : -1;
  const [topX, topY, endX, endY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
  const slope = (endX - topX) / (endY - topY);
  const from = Math.max(0, topY);
  const to = Math.min(SIZE, endY);
  for (let row = Math.floor(from); row < to; row++) {
    const a = Math.max(from, row);
    const b = Math.min(to, row + 1);
    if (b > a) addSpan(row * STRIDE, topX + (a - topY) * slope, topX + (b - topY) * slope, sign * (b - a), area);
  }
}

/** One edge's piece within one row: from xa to xb, `height` high (with its sign). */
function addSpan(rowStart: number, xa: number, xb: number, height: number, area: Float64Array): void {
  const low = Math.min(SIZE, Math.max(0, Math.min(xa, xb)));
  const high = Math.min(SIZE, Math.max(0, Math.max(xa, xb)));
  const first = Math.floor(low);
  if (high <= first + 1) {
    const mean = 0.5 * (low + high) - first;
    area[rowStart + first]! += height * (1 - mean);
    area[rowStart + first + 1]! += height * mean;
    return;
  }
  const perPixel = height / (high - low);
  for (let x = first; x < high; x++) {
    const a = Math.max(low, x);
    const b = Math.min(high, x + 1);
    const share = perPixel * (b - a);
    const mean = 0.5 * (a + b) - x;
    area[rowStart + x]! += share * (1 - mean);
    area[rowStart + x + 1]! += share * mean;
  }
}

function blend(part: Part, { left, right, top, bottom }: Window, area: Float64Array, light: Float64Array, cover: Float64Array): void {
  const opacity = part.opacity ?? 1;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const covered = area[y * STRIDE + x]! * opacity;
      if (covered < 0.004) continue;
      const i = y * SIZE + x;
      const share = part.inside ? covered * cover[i]! : covered;
      // What is painted is premultiplied by coverage, so an inside part scales with the garment's own edge.
      light[i] = light[i]! * (1 - covered) + share * part.paint(x, y);
      if (!part.inside) cover[i] = cover[i]! + covered * (1 - cover[i]!);
    }
  }
}

/** Sharpens as the real thumbnails were (which draws their bright rims) and rounds to bytes. */
function develop(light: Float64Array, sharpness: number): Uint8Array {
  const out = new Uint8Array(SIZE * SIZE);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= SIZE || y >= SIZE ? 0 : light[y * SIZE + x]!);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const here = light[y * SIZE + x]!;
      const sides = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
      const corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
      const blurred = 0.25 * here + 0.125 * sides + 0.0625 * corners;
      const value = here + sharpness * (here - blurred);
      out[y * SIZE + x] = Math.floor(255 * Math.min(1, Math.max(0, value)) + 0.5);
    }
  }
  return out;
}
