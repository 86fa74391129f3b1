import type { Random } from '@/experiment/random';

/** A place on the drawing surface, in image units (0 to 28). */
export type XY = readonly [x: number, y: number];

export const mirrored = (points: readonly XY[]): XY[] => points.map(([x, y]): XY => [28 - x, y]);

/** The left half of something, from its bottom up, and its right half back down. */
export const bothSides = (left: readonly XY[]): XY[] => [...left, ...mirrored(left).toReversed()];

/** Lines through the same corners, rounded by `times` rounds of Chaikin's corner cutting; the ends stay. */
export function rounded(points: readonly XY[], times: number): XY[] {
  let line = [...points];
  for (let round = 0; round < times; round++) {
    const cut = line.slice(1).flatMap((end, i): XY[] => [between(line[i]!, end, 0.22), between(line[i]!, end, 0.78)]);
    line = [line[0]!, ...cut, line.at(-1)!];
  }
  return line;
}

export const between = ([x, y]: XY, [x2, y2]: XY, share: number): XY => [x + (x2 - x) * share, y + (y2 - y) * share];

/** The line with a point at least every `step` units. */
export function dense(points: readonly XY[], step: number): XY[] {
  const line: XY[] = [points[0]!];
  for (let i = 1; i < points.length; i++) {
    const [start, end] = [points[i - 1]!, points[i]!];
    const parts = Math.max(1, Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / step));
    for (let part = 1; part <= parts; part++) line.push(between(start, end, part / parts));
  }
  return line;
}

/** An arc of an ellipse, from one angle to another in degrees; 0 is to the right, 90 down. */
export const arc = ([x, y]: XY, [across, along]: XY, from: number, to: number): XY[] =>
  Array.from({ length: 13 }, (_, i): XY => {
    const angle = ((from + ((to - from) * i) / 12) * Math.PI) / 180;
    return [x + across * Math.cos(angle), y + along * Math.sin(angle)];
  });

/** Lines to and fro over the inside of a closed shape, `apart` units apart, in a direction in radians. */
export function hatched(shape: readonly XY[], apart: number, angle: number, random: Random): XY[][] {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const turned = shape.map(([x, y]): XY => [x * cos + y * sin, y * cos - x * sin]);
  const [top, bottom] = [Math.min(...turned.map(([, y]) => y)), Math.max(...turned.map(([, y]) => y))];
  const strokes: XY[][] = [];
  let row = 0;
  for (let y = top + apart * (0.3 + 0.4 * random.next()); y < bottom; y += apart, row++) {
    const crossings = crossingsAt(turned, y);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const inset = 0.3 * random.next();
      const ends: XY[] = [
        [crossings[k]! + inset, y],
        [crossings[k + 1]! - inset, y],
      ];
      strokes[k / 2] = [...(strokes[k / 2] ?? []), ...(row % 2 ? ends.toReversed() : ends)];
    }
  }
  return strokes.filter(Boolean).map((stroke) => stroke.map(([x, y]): XY => [x * cos - y * sin, y * cos + x * sin]));
}

function crossingsAt(shape: readonly XY[], y: number): number[] {
  return shape
    .flatMap(([x, y1], i) => {
      const [x2, y2] = shape[(i + 1) % shape.length]!;
      return y1 <= y !== y2 <= y ? [x + ((y - y1) / (y2 - y1)) * (x2 - x)] : [];
    })
    .toSorted((a, b) => a - b);
}
