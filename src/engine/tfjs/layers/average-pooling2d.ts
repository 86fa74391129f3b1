import { avgPool, mul, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { avgPoolGradient } from '@/engine/tfjs/kernels';
import type { Window } from '@/engine/tfjs/product';
import type { AveragePooling2dLayer } from '@/experiment/network/kinds/average-pooling2d';
import type { TfjsLayer } from './layer';
import { poolWindow } from './shared/pool-window';

export const averagePooling2d: TfjsLayer<AveragePooling2dLayer> = {
  run(layer, input) {
    const window = poolWindow(layer);
    const output = avgPool(input as Tensor4D, window.size, window.strides, window.padding);
    return {
      output,
      backward: (dy, wantInput) => ({ input: wantInput ? averageGradient(dy, input, window) : null, weights: [] }),
    };
  },
};

/**
 * Keras averages a window that hangs over the border over the pixels inside, and so does TensorFlow.js's forward pass; its gradient (4.22,
 * AvgPoolGrad) divides by the full window all the same. So the gradient is first weighted with full / inside.
 */
function averageGradient(dy: Tensor, input: Tensor, window: Window): Tensor {
  if (window.padding === 'valid') return avgPoolGradient(dy, input, window);
  const [, height = 0, width = 0] = input.shape;
  const weights = overhang(height, width, window);
  return avgPoolGradient(mul(dy, tensor(weights.values, [1, weights.rows, weights.columns, 1])), input, window);
}

/** For each window of padding `same`: its area over that of its part inside the map. */
function overhang(height: number, width: number, window: Window): { values: Float32Array; rows: number; columns: number } {
  const rows = insideLengths(height, window);
  const columns = insideLengths(width, window);
  const area = window.size * window.size;
  const values = Float32Array.from(rows.flatMap((row) => columns.map((column) => area / (row * column))));
  return { values, rows: rows.length, columns: columns.length };
}

/** How many pixels of each window along one axis lie inside, under padding `same` (the odd pixel of padding goes to the end, as in TensorFlow). */
function insideLengths(length: number, { size, strides }: Window): number[] {
  const count = Math.ceil(length / strides);
  const before = Math.floor(Math.max(0, (count - 1) * strides + size - length) / 2);
  return Array.from({ length: count }, (_, i) => {
    const start = i * strides - before;
    return Math.min(length, start + size) - Math.max(0, start);
  });
}
