import type { Padding, Shape } from '@/experiment/network/types';

/** How a window moves over a map. */
export interface Window {
  height: number;
  width: number;
  channels: number;
  outHeight: number;
  outWidth: number;
  size: number;
  step: number;
  /** Rows and columns of padding before the map. */
  padTop: number;
  padLeft: number;
}

/** Works a window's geometry out; with `same`, the odd row or column of padding comes after the map, as TensorFlow has it. */
export function windowOf(input: Shape, output: Shape, size: number, step: number, padding: Padding): Window {
  const [height = 0, width = 0, channels = 0] = input;
  const [outHeight = 0, outWidth = 0] = output;
  const before = (length: number, outLength: number) =>
    padding === 'same' ? Math.floor(Math.max((outLength - 1) * step + size - length, 0) / 2) : 0;
  return { height, width, channels, outHeight, outWidth, size, step, padTop: before(height, outHeight), padLeft: before(width, outWidth) };
}

/** Where the window looks, as the operands of the kernels name it: all taps at all places, in order. */
export const gridOf = (window: Window) => ({
  imageHeight: window.height,
  imageWidth: window.width,
  channels: window.channels,
  gridHeight: window.outHeight,
  gridWidth: window.outWidth,
  step: window.step,
  offsetY: -window.padTop,
  offsetX: -window.padLeft,
  tapsY: window.size,
  tapsX: window.size,
});

/** What a layer says of its window, with the shapes that it leads from and to. */
export interface WindowLayer {
  /** Id of the layer. */
  id: string;
  kernelSize: number;
  strides: number;
  padding: Padding;
  inputShape: Shape;
  outputShape: Shape;
}
