import type { Field } from '@/experiment/field';
import type { Padding, Shape } from '@/experiment/network/types';
import { type Refusal, shapeInWords } from './kind';
import { type Activated, activationSummary, type Kerneled, kernelSummary } from './parts';
import { paddingField } from './shared-fields';

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
    problem: `${title} works on an image (height × width × channels), but here the image is already ${shapeInWords(input)}.`,
    mend: 'keepMap',
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

/** The window's options, the same for every convolution. */
export const convolutionFields: Field[] = [
  { name: 'kernelSize', label: 'kernel size', help: 'Height and width of each filter, in pixels.', type: 'integer', min: 1, max: 28 },
  {
    name: 'strides',
    label: 'strides',
    help: 'How many pixels the filter moves at a time; 2 halves the map.',
    type: 'integer',
    min: 1,
    max: 28,
  },
  paddingField,
];

interface Windowed {
  kernelSize: number;
  strides: number;
  padding: Padding;
}

/** Options of a convolution in a few words, after what is its own. */
export function convolutionSummary(layer: Windowed & Activated & Kerneled, first: (number | string)[]): string {
  const strides = layer.strides === 1 ? [] : [`strides ${layer.strides}`];
  const window = `${layer.kernelSize}×${layer.kernelSize}`;
  return [...first, window, ...strides, layer.padding, activationSummary(layer), ...kernelSummary(layer)].join(' · ');
}

/** Height and width that a kernel leaves of a map, and the channels that it found there. */
export function slideKernel(title: string, layer: Windowed, input: Shape): { height: number; width: number; channels: number } | Refusal {
  const { kernelSize: size, strides, padding } = layer;
  const refusal = needsMap(title, input) ?? needsRoom({ title, field: 'kernelSize', size, strides, padding }, input);
  if (refusal) return refusal;
  const [height = 0, width = 0, channels = 0] = input;
  return {
    height: windowedLength(height, size, strides, padding),
    width: windowedLength(width, size, strides, padding),
    channels,
  };
}
