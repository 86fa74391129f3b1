import type { Padding, Shape } from '@/experiment/network/types';
import { formatShape, type Refusal } from './kind';

/**
 * Length of a map after a window of `size` moved over it with `strides`. Valid: floor((n - size) / strides) + 1; same: ceil(n / strides)
 * (as TensorFlow defines them). Below 1 means that the window does not fit.
 */
export function windowedLength(length: number, size: number, strides: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - size) / strides) + 1;
}

/** Refuses anything but a map (height, width, channels). */
export function needsMap(title: string, input: Shape): Refusal | null {
  if (input.length === 3) return null;
  return {
    problem: `${title} works on an image (height × width × channels), but here the image is already a row of ${formatShape(input)} numbers.`,
    mend: 'moveBeforeVector',
  };
}

/** Refuses a window larger than the map it should move over, unless padding makes room. */
export function needsRoom(
  what: { title: string; field: string; size: number; strides: number; padding: Padding },
  input: Shape,
): Refusal | null {
  const [height = 0, width = 0] = input;
  const least = Math.min(height, width);
  if (windowedLength(least, what.size, what.strides, what.padding) >= 1) return null;
  return {
    problem: `A ${what.size} × ${what.size} window does not fit into a ${height} × ${width} map: the result would be smaller than 1 × 1.`,
    field: what.field,
    mend: { label: 'Use padding same', action: 'set', field: 'padding', value: 'same' },
  };
}
