import type { Padding, Shape } from '@/experiment/network/types';

/** Zeros before and after one axis that TensorFlow's padding asks for: for *same*, one more after where their number is odd. */
export function paddingOf(length: number, size: number, strides: number, padding: Padding): [before: number, after: number] {
  if (padding === 'valid') return [0, 0];
  const total = Math.max((Math.ceil(length / strides) - 1) * strides + size - length, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** Padding of a window over a map: a number a side where PyTorch's own argument can say it, else left, right, top and bottom. */
export function mapPadding(
  [height = 0, width = 0]: Shape,
  window: { size: number; strides: number; padding: Padding },
): { even: number } | { uneven: [left: number, right: number, top: number, bottom: number] } {
  const [top, bottom] = paddingOf(height, window.size, window.strides, window.padding);
  const [left, right] = paddingOf(width, window.size, window.strides, window.padding);
  const isEven = [bottom, left, right].every((amount) => amount === top);
  return isEven ? { even: top } : { uneven: [left, right, top, bottom] };
}

/** Words for the one kind of padding that PyTorch's modules do not have. */
export const UNEVEN_WORDS = '# Padding "same" as in Keras: the odd row and column go after the map.';
