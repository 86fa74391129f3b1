import { CANVAS, type Point, type Raster, type Stroke } from './types';

/** The part of a raster that a stroke touches, and how much of each pixel there it covers (0 to 1). */
interface Coverage {
  left: number;
  top: number;
  width: number;
  height: number;
  values: Float32Array;
}

/** A brush tip on the raster: place and radius in raster pixels. */
interface Tip {
  x: number;
  y: number;
  r: number;
}

/** Paints a stroke over what is there. Its segments share one coverage, so that a stroke crossing itself does not grow darker or brighter. */
export function paintStroke(raster: Raster, stroke: Stroke): void {
  if (stroke.points.length === 0) return;
  paintTips(raster, stroke, tipsOf(stroke, raster.size, false));
  if (stroke.mirror) paintTips(raster, stroke, tipsOf(stroke, raster.size, true));
}

function paintTips(raster: Raster, stroke: Stroke, tips: Tip[]): void {
  const coverage = emptyCoverage(tips, raster.size);
  if (tips.length === 1) coverSegment(coverage, tips[0]!, tips[0]!);
  for (let i = 1; i < tips.length; i++) coverSegment(coverage, tips[i - 1]!, tips[i]!);
  blend(raster, coverage, stroke.paint === 'eraser' ? 0 : stroke.paint);
}

/** A light touch draws at 0.4 of the radius, full pressure at 1.6, none measured (0.5) at exactly the radius. */
function tipRadius(radius: number, point: Point): number {
  return radius * (0.4 + 1.2 * point.pressure);
}

function tipsOf(stroke: Stroke, size: number, mirrored: boolean): Tip[] {
  const density = size / CANVAS;
  return stroke.points.map((point) => ({
    x: (mirrored ? CANVAS - point.x : point.x) * density,
    y: point.y * density,
    r: tipRadius(stroke.radius, point) * density,
  }));
}

function emptyCoverage(tips: Tip[], size: number): Coverage {
  let [left, top, right, bottom] = [size, size, 0, 0];
  for (const { x, y, r } of tips) {
    left = Math.min(left, x - r - 1);
    top = Math.min(top, y - r - 1);
    right = Math.max(right, x + r + 1);
    bottom = Math.max(bottom, y + r + 1);
  }
  [left, top] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const width = Math.max(0, Math.min(size, Math.ceil(right)) - left);
  const height = Math.max(0, Math.min(size, Math.ceil(bottom)) - top);
  return { left, top, width, height, values: new Float32Array(width * height) };
}

/** Covers the pixels under a brush dragged from `a` to `b`, its radius changing evenly, with an edge one pixel soft. */
function coverSegment(coverage: Coverage, a: Tip, b: Tip): void {
  const { left, top, width, height } = coverage;
  const reach = Math.max(a.r, b.r) + 1;
  const x0 = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach) - left);
  const x1 = Math.min(width, Math.ceil(Math.max(a.x, b.x) + reach) - left);
  const y0 = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach) - top);
  const y1 = Math.min(height, Math.ceil(Math.max(a.y, b.y) + reach) - top);
  for (let y = y0; y < y1; y++) coverRow(coverage, a, b, y, x0, x1);
}

function coverRow(coverage: Coverage, a: Tip, b: Tip, row: number, from: number, to: number): void {
  const { values, width, left, top } = coverage;
  const [dx, dy, dr] = [b.x - a.x, b.y - a.y, b.r - a.r];
  const length2 = dx * dx + dy * dy;
  const inverse = length2 > 0 ? 1 / length2 : 0;
  const py = row + top + 0.5 - a.y;
  for (let x = from; x < to; x++) {
    const px = x + left + 0.5 - a.x;
    const t = Math.min(1, Math.max(0, (px * dx + py * dy) * inverse));
    const ex = px - t * dx;
    const ey = py - t * dy;
    const outer = a.r + t * dr + 0.5;
    const distance2 = ex * ex + ey * ey;
    if (distance2 >= outer * outer) continue;
    const share = Math.min(1, outer - Math.sqrt(distance2));
    const at = row * width + x;
    if (share > values[at]!) values[at] = share;
  }
}

function blend(raster: Raster, coverage: Coverage, level: number): void {
  const { left, top, width, height } = coverage;
  for (let y = 0; y < height; y++) {
    const row = (y + top) * raster.size + left;
    for (let x = 0; x < width; x++) {
      const share = coverage.values[y * width + x]!;
      if (share > 0) raster.values[row + x] = raster.values[row + x]! * (1 - share) + level * share;
    }
  }
}
