import type { Paint, Part } from './canvas';
import { curve, type Path, stroke } from './path';

/** What sandals of every height need to know. */
export interface Materials {
  strap: Paint;
  sole: Paint;
}

/** A band between two points on the sole (or wherever), arching over the foot. */
export function strap(paint: Paint, line: Path, width: number, endWidth = width): Part {
  return { path: stroke(curve(line, 4), width, endWidth), paint };
}
