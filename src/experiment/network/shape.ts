import type { Shape } from './types';

/** Number of elements of a shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** "28 × 28 × 1". */
export const formatShape = (shape: Shape): string => shape.map((length) => length.toLocaleString('en')).join(' × ');

/** What arrives, in words: "a sequence of 28 steps of 64 numbers". */
export function shapeInWords(shape: Shape): string {
  const [first = 0, second = 0] = shape;
  if (shape.length === 1) return `a row of ${formatShape(shape)} numbers`;
  if (shape.length === 2) return `a sequence of ${formatShape([first])} steps of ${formatShape([second])} numbers`;
  return `a ${formatShape(shape)} map`;
}
