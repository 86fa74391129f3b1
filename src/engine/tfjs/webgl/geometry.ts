import { backend_util } from '@tensorflow/tfjs-core';
import type { Window } from '@/engine/tfjs/kernels';
import { ints } from './programs';

/** Sizes of one convolution, as the programs' uniforms name them. */
export interface Geometry {
  batch: number;
  height: number;
  width: number;
  channels: number;
  size: number;
  strides: number;
  padTop: number;
  padLeft: number;
  outHeight: number;
  outWidth: number;
}

/** The uniforms that name them. */
export const GEOMETRY = ints(['height', 'width', 'channels', 'size', 'strides', 'padTop', 'padLeft', 'outHeight', 'outWidth']);

/** Sizes of a convolution of `input` (NHWC) with `filter` ([size, size, in, ..]). */
export function geometryOf(input: number[], filter: number[], window: Window): Geometry {
  const info = backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    filter as [number, number, number, number],
    window.strides,
    1,
    window.padding,
  );
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    size: window.size,
    strides: window.strides,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
  };
}
