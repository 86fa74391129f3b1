/** What tells the lines of several runs apart where their colors are not seen. */
export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'hollow';

/** SVG path data of each shape around (0, 0), about 7 pixels wide. */
export const MARKERS: Record<Shape, string> = {
  circle: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
  square: 'M-3-3H3V3H-3Z',
  triangle: 'M0-4L4 3H-4Z',
  diamond: 'M0-4.5L4.5 0L0 4.5L-4.5 0Z',
  cross: 'M-3.5-3.5L3.5 3.5M3.5-3.5L-3.5 3.5',
  hollow: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
};

/** Whether the ground shows through it. */
export const isOpen = (shape: Shape): boolean => shape === 'hollow' || shape === 'cross';

/** Markers on one line. */
const COUNT = 5;

/** The places of a line that get a marker: a few, evenly apart, the last one among them. */
export function markedOf<T>(places: readonly T[]): T[] {
  if (places.length <= COUNT) return [...places];
  return Array.from({ length: COUNT }, (_, i) => places[Math.round(((i + 1) * (places.length - 1)) / COUNT)] as T);
}
