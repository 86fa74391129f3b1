/**
 * Outlines. A path is a flat list x, y, x, y… of the corners of a polygon (or of an open line, until it is stroked), y downwards. Garments are drawn
 * around x = 0 in units of about a pixel; framing scales and centres them afterwards.
 */
export type Path = readonly number[];

/** A smooth open line through the given points (Catmull and Rom's spline, `steps` pieces per span). Corners come from joining lines. */
export function curve(points: Path, steps = 4): number[] {
  const count = points.length / 2;
  const out: number[] = [];
  const at = (index: number, axis: number) => points[2 * Math.min(count - 1, Math.max(0, index)) + axis]!;
  for (let i = 0; i < count - 1; i++) {
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      for (let axis = 0; axis < 2; axis++) {
        const a = at(i - 1, axis);
        const b = at(i, axis);
        const c = at(i + 1, axis);
        const d = at(i + 2, axis);
        out.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  out.push(at(count - 1, 0), at(count - 1, 1));
  return out;
}

/** The mirror image in x = 0, in reverse order, so that a right half followed by its mirror is a closed outline. */
export function mirror(path: Path): number[] {
  const out: number[] = [];
  for (let i = path.length - 2; i >= 0; i -= 2) out.push(-path[i]!, path[i + 1]!);
  return out;
}

/** A right half and its mirror image. */
export function symmetric(half: Path): number[] {
  return [...half, ...mirror(half)];
}

/** A rectangle from its two corners. */
export function box(left: number, top: number, right: number, bottom: number): number[] {
  return [left, top, right, top, right, bottom, left, bottom];
}

/** How far a cubic's handles lie from its ends, for a quarter of a circle of radius 1. */
const QUARTER = 0.5523;

/** A rectangle whose corners are rounded off by quarter ellipses; a radius of half its size makes an ellipse. */
export function roundBox(left: number, top: number, right: number, bottom: number, radius: number, steps = 4): number[] {
  const rx = Math.min(radius, (right - left) / 2);
  const ry = Math.min(radius, (bottom - top) / 2);
  const out: number[] = [];
  const corner = (x0: number, y0: number, x1: number, y1: number, vertical: boolean) => {
    const hx = (x1 - x0) * QUARTER;
    const hy = (y1 - y0) * QUARTER;
    const [ax, ay, bx, by] = vertical ? [x0, y0 + hy, x1 - hx, y1] : [x0 + hx, y0, x1, y1 - hy];
    for (let s = 0; s <= steps; s++) {
      const t = s / steps;
      const u = 1 - t;
      out.push(
        u * u * u * x0 + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * x1,
        u * u * u * y0 + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * y1,
      );
    }
  };
  corner(right - rx, top, right, top + ry, false);
  corner(right, bottom - ry, right - rx, bottom, true);
  corner(left + rx, bottom, left, bottom - ry, false);
  corner(left, top + ry, left + rx, top, true);
  return out;
}

/** An ellipse around a centre. */
export function ellipse(x: number, y: number, rx: number, ry: number): number[] {
  return roundBox(x - rx, y - ry, x + rx, y + ry, Math.max(rx, ry));
}

/** The band along an open line: `width` wide at its start, `endWidth` at its end. */
export function stroke(line: Path, width: number, endWidth = width): number[] {
  const count = line.length / 2;
  const there: number[] = [];
  const back: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = 2 * Math.max(0, i - 1);
    const after = 2 * Math.min(count - 1, i + 1);
    const dx = line[after]! - line[before]!;
    const dy = line[after + 1]! - line[before + 1]!;
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    const half = (0.5 * (width + ((endWidth - width) * i) / Math.max(1, count - 1))) / length;
    const x = line[2 * i]!;
    const y = line[2 * i + 1]!;
    there.push(x - dy * half, y + dx * half);
    back.push(y - dx * half, x + dy * half); // y before x: the list is reversed below
  }
  return [...there, ...back.reverse()];
}
