import { type PointerEvent, useState } from 'react';
import type { CurvePoint } from '../report-metrics';

interface Point {
  x: number;
  y: number;
}

/** The nearest point of a curve, and which curve it is. */
export interface Hit extends CurvePoint {
  curve: number;
}

/** How far from a curve, in pixels, the pointer may be to mean it. */
const REACH = 40;

/** Follows the pointer over a chart whose axes run from 0 to 1; `plot` is the room around the plotted square, in pixels. */
export function useNearest(curves: readonly (readonly CurvePoint[])[], plot: Record<'top' | 'right' | 'bottom' | 'left', number>) {
  const [hit, setHit] = useState<Hit | null>(null);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const width = box.width - plot.left - plot.right;
    const height = box.height - plot.top - plot.bottom;
    const at = { x: (event.clientX - box.left - plot.left) / width, y: 1 - (event.clientY - box.top - plot.top) / height };
    setHit(nearestPoint(curves, at, { width, height }));
  };
  return { hit, pointer: { onPointerMove, onPointerLeave: () => setHit(null) } };
}

/** The point of all curves that is nearest on a screen where the unit square is `size` pixels large; `null` where none is within reach. */
export function nearestPoint(curves: readonly (readonly CurvePoint[])[], at: Point, size: { width: number; height: number }): Hit | null {
  let best: Hit | null = null;
  let reach = REACH;
  curves.forEach((points, curve) => {
    for (const { x, y, threshold } of points) {
      const distance = Math.hypot((x - at.x) * size.width, (y - at.y) * size.height);
      if (distance >= reach) continue;
      reach = distance;
      best = { x, y, threshold, curve };
    }
  });
  return best;
}
