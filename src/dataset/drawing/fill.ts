import { chamferDistance } from './distance';
import { CANVAS, type Fill, type Raster } from './types';

/** Greys this near to the one clicked on belong to the same area. */
export const TOLERANCE = 32;

/** A flood does not pass an opening of less than twice this, in image units: hand-drawn outlines seldom close. */
export const HALF_GAP = 0.75;

/** Floods the area around a place with a grey level. Both areas of a mirrored fill are found before either is painted. */
export function paintFill(raster: Raster, fill: Fill): void {
  const density = raster.size / CANVAS;
  const y = toPixel(fill.y * density, raster.size);
  const seeds = [y * raster.size + toPixel(fill.x * density, raster.size)];
  if (fill.mirror) seeds.push((y + 1) * raster.size - 1 - (seeds[0]! - y * raster.size));
  const areas = seeds.map((seed) => ({ grey: raster.values[seed]!, mask: areaAround(raster, seed, HALF_GAP * density) }));
  const before = raster.values.slice();
  for (const { grey, mask } of areas) paintArea(raster, before, mask, grey, fill.level);
}

function toPixel(position: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(position)));
}

/**
 * Pixels of one area: flood where the walls are farther than `gap`, so that small openings hold, grow back to the walls, then take in the dead
 * ends (corners, the tip of a sleeve) that were too narrow for the first step. An area narrow all over is flooded plainly.
 */
export function areaAround(raster: Raster, seed: number, gap: number): Uint8Array {
  const { size, values } = raster;
  const grey = values[seed]!;
  const open = new Uint8Array(size * size);
  for (let i = 0; i < open.length; i++) open[i] = Math.abs(values[i]! - grey) <= TOLERANCE ? 1 : 0;
  const toWall = chamferDistance(open, 0, size);
  const roomy = open.map((_, i) => (toWall[i]! > gap ? 1 : 0));
  const start = nearestRoomy(open, roomy, seed, size, gap);
  if (start < 0) return flood(open, [seed], size);
  const core = flood(roomy, [start], size);
  const fromCore = chamferDistance(core, 1, size);
  const near = open.map((isOpen, i) => (isOpen && fromCore[i]! <= gap + 1 ? 1 : 0));
  return withDeadEnds(flood(near, [start], size), open, roomy, size);
}

/** Adds what lies beside the area and leads nowhere: open parts without room in them. A gap in an outline leads to a room, so it stays shut. */
function withDeadEnds(area: Uint8Array, open: Uint8Array, roomy: Uint8Array, size: number): Uint8Array {
  const rest = open.map((isOpen, i) => (isOpen && !area[i] ? 1 : 0));
  const whole = area.slice();
  for (let at = 0; at < rest.length; at++) {
    if (!rest[at] || !touches(area, at, size)) continue;
    const part: number[] = [];
    visit(rest, [at], size, (pixel) => part.push(pixel) > 0);
    const leadsOn = part.some((pixel) => roomy[pixel]);
    for (const pixel of part) {
      rest[pixel] = 0;
      if (!leadsOn) whole[pixel] = 1;
    }
  }
  return whole;
}

/** The first roomy pixel met by a flood from the seed that stays close to it, or -1. */
function nearestRoomy(open: Uint8Array, roomy: Uint8Array, seed: number, size: number, gap: number): number {
  const [sx, sy] = [seed % size, Math.floor(seed / size)];
  const reach = Math.ceil(gap * 1.5);
  const near = new Uint8Array(open.length);
  for (let y = Math.max(0, sy - reach); y <= Math.min(size - 1, sy + reach); y++) {
    for (let x = Math.max(0, sx - reach); x <= Math.min(size - 1, sx + reach); x++) near[y * size + x] = open[y * size + x]!;
  }
  let found = -1;
  visit(near, [seed], size, (at) => {
    if (roomy[at]) found = at;
    return found < 0;
  });
  return found;
}

function flood(open: Uint8Array, seeds: number[], size: number): Uint8Array {
  const mask = new Uint8Array(open.length);
  visit(open, seeds, size, (at) => {
    mask[at] = 1;
    return true;
  });
  return mask;
}

/** Walks over open pixels from the seeds, breadth first, until `step` says no. */
export function visit(open: Uint8Array, seeds: number[], size: number, step: (at: number) => boolean): void {
  const seen = new Uint8Array(open.length);
  const queue = new Int32Array(open.length);
  let tail = 0;
  const push = (at: number, allowed: boolean) => {
    if (!allowed || seen[at] || !open[at]) return;
    seen[at] = 1;
    queue[tail++] = at;
  };
  for (const seed of seeds) push(seed, true);
  for (let head = 0; head < tail; head++) {
    const at = queue[head]!;
    if (!step(at)) return;
    const x = at % size;
    push(at - 1, x > 0);
    push(at + 1, x < size - 1);
    push(at - size, at >= size);
    push(at + size, at < open.length - size);
  }
}

function paintArea(raster: Raster, before: Float32Array, mask: Uint8Array, grey: number, level: number): void {
  const { size, values } = raster;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at]) values[at] = level;
    else if (touches(mask, at, size)) values[at] = seam(before, at, size, grey, level);
  }
}

function touches(mask: Uint8Array, at: number, size: number): boolean {
  const x = at % size;
  return Boolean((x > 0 && mask[at - 1]) || (x < size - 1 && mask[at + 1]) || mask[at - size] || mask[at + size]);
}

/**
 * The grey of a pixel on a line's soft edge once the area beside it is filled: the same mixture, of the line and the new level. Without this
 * a dark seam would stay between a fill and its outline.
 */
function seam(before: Float32Array, at: number, size: number, grey: number, level: number): number {
  const value = before[at]!;
  const line = farthest(before, at, size, grey);
  if (Math.abs(line - grey) <= TOLERANCE) return value;
  const share = Math.min(1, Math.max(0, (value - grey) / (line - grey)));
  return level * (1 - share) + line * share;
}

/** The value around a pixel that differs most from the area's grey: the line itself. */
function farthest(values: Float32Array, at: number, size: number, grey: number): number {
  const x = at % size;
  let line = values[at]!;
  for (const near of [x > 0 ? at - 1 : at, x < size - 1 ? at + 1 : at, at - size, at + size]) {
    const value = values[near] ?? line;
    if (Math.abs(value - grey) > Math.abs(line - grey)) line = value;
  }
  return line;
}
