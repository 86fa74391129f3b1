import { backend_util } from '@tensorflow/tfjs-core';
import type { Window } from '@/engine/tfjs/product';
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

/**
 * GLSL that runs `body` for each window over the input at `at` (NHWC): its place among the outputs is (outRow, outColumn), and the input lies
 * under its cell (i, j).
 */
export const forEachWindow = (body: string): string => `
  for (int i = 0; i < size; i++) {
    int outRow = at.y + padTop - i;
    if (outRow < 0 || outRow % strides != 0 || outRow / strides >= outHeight) continue;
    outRow /= strides;
    for (int j = 0; j < size; j++) {
      int outColumn = at.z + padLeft - j;
      if (outColumn < 0 || outColumn % strides != 0 || outColumn / strides >= outWidth) continue;
      outColumn /= strides;
      ${body}
    }
  }`;
