import { counted, NO_NUMBER } from '@/experiment/words/numbers';
import type { Shape } from './types';

/** Number of elements of a shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** "28 × 28 × 1", with a dash for a length that could not be read. */
export const formatShape = (shape: Shape): string =>
  shape.map((length) => (Number.isFinite(length) ? length.toLocaleString('en') : NO_NUMBER)).join(' × ');

/** What arrives, in words: "a sequence of 28 steps of 64 numbers". */
export function shapeInWords(shape: Shape): string {
  const [first = 0, second = 0] = shape;
  if (shape.length === 1) return `a flat list of ${counted(first, 'number')}`;
  if (shape.length === 2) return `a sequence of ${counted(first, 'step')} of ${counted(second, 'number')}`;
  return `a ${formatShape(shape)} image`;
}
