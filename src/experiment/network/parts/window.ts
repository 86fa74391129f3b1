import * as v from 'valibot';
import { LARGEST_SIDE } from '@/experiment/data/datasets';
import type { Field } from '@/experiment/field';
import { shapeInWords } from '@/experiment/network/shape';
import type { Padding, Shape } from '@/experiment/network/types';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { type Activated, activationSummary } from './activation';
import { type Kerneled, kernelSummary } from './kernel';
import type { Refusal } from './kind';
import type { WindowSight } from './sight';

export const padding = v.picklist(['valid', 'same']);

export const paddingField: Field<'padding'> = {
  name: 'padding',
  label: 'padding',
  help: 'same: zeros around the image, so that its size stays. valid: no zeros, so the image gets smaller.',
  type: 'choice',
  options: ['valid', 'same'],
};

/** Options of every convolution's window. */
export const convolutionEntries = { kernelSize: number, strides: number, padding };

export interface Convolving {
  /** Height and width of the square kernel. */
  kernelSize: number;
  strides: number;
  padding: Padding;
}

export const CONVOLUTION_DEFAULTS: Convolving = { kernelSize: 3, strides: 1, padding: 'same' };

export const convolutionFields: readonly Field<keyof Convolving>[] = [
  {
    name: 'kernelSize',
    label: 'kernel size',
    help: 'Height and width of each filter, in pixels.',
    type: 'integer',
    min: 1,
    max: LARGEST_SIDE,
  },
  {
    name: 'strides',
    label: 'strides',
    help: 'How many pixels the filter moves at a time. 2 halves the image.',
    type: 'integer',
    min: 1,
    max: LARGEST_SIDE,
  },
  paddingField,
];

/** A convolution's window; `perChannel` as in WindowSight. */
export const convolutionSight = (layer: Convolving, perChannel: number | null): WindowSight => ({
  of: 'window',
  size: layer.kernelSize,
  strides: layer.strides,
  padding: layer.padding,
  perChannel,
});

/** The size of a square window: "3×3". */
export const windowWords = (size: number): string => `${formatNumber(size)}×${formatNumber(size)}`;

/** Options of a convolution in a few words, after what is its own. */
export function convolutionSummary(layer: Convolving & Activated & Kerneled, first: (number | string)[]): string {
  const strides = layer.strides === 1 ? [] : [`strides ${formatNumber(layer.strides)}`];
  const window = windowWords(layer.kernelSize);
  return [...first, window, ...strides, layer.padding, activationSummary(layer), ...kernelSummary(layer)].join(' · ');
}

/**
 * Length of a map after a window of `size` moved over it with `strides`. Valid: floor((n - size) / strides) + 1; same: ceil(n / strides)
 * (as TensorFlow defines them). Below 1 means that the window does not fit.
 */
export function windowedLength(length: number, size: number, strides: number, pad: Padding): number {
  return pad === 'same' ? Math.ceil(length / strides) : Math.floor((length - size) / strides) + 1;
}

/** Refuses anything but a map (height, width, channels). */
export function needsMap(title: string, input: Shape): Refusal | null {
  if (input.length === 3) return null;
  return {
    problem: `${title} needs an image (height × width × channels), but gets ${shapeInWords(input)}.`,
    mend: 'keepMap',
  };
}

/** Refuses a window larger than the map it should move over, unless padding makes room. */
function needsRoom(window: SlidingWindow, input: Shape): Refusal | null {
  const [height = 0, width = 0] = input;
  const least = Math.min(height, width);
  if (windowedLength(least, window.size, window.strides, window.padding) >= 1) return null;
  return {
    problem: `A ${window.size} × ${window.size} window does not fit into a ${height} × ${width} image.`,
    field: window.field,
    mend: { label: 'Use padding same', advice: 'Use a smaller window, or padding “same”.', field: 'padding', value: 'same' },
  };
}

/** A layer's window; `field` names the option with its size. */
interface SlidingWindow {
  title: string;
  field: string;
  size: number;
  strides: number;
  padding: Padding;
}

/** Height and width of the map that a window leaves, and the channels that it found there. */
export function slideWindow(window: SlidingWindow, input: Shape): { height: number; width: number; channels: number } | Refusal {
  const refusal = needsMap(window.title, input) ?? needsRoom(window, input);
  if (refusal) return refusal;
  const [height = 0, width = 0, channels = 0] = input;
  const after = (length: number) => windowedLength(length, window.size, window.strides, window.padding);
  return { height: after(height), width: after(width), channels };
}

/** `slideWindow` for a convolution's kernel. */
export const slideKernel = (title: string, layer: Convolving, input: Shape) =>
  slideWindow({ title, field: 'kernelSize', size: layer.kernelSize, strides: layer.strides, padding: layer.padding }, input);
