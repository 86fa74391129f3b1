import { maxPool, type Tensor4D } from '@tensorflow/tfjs-core';
import type { MaxPooling2dLayer } from '@/experiment/network/kinds/max-pooling2d';
import type { TfjsLayer } from './layer';
import { poolWindow } from './shared/pool-window';

export const maxPooling2d: TfjsLayer<MaxPooling2dLayer> = {
  run(layer, input, _weights, { device }) {
    const window = poolWindow(layer);
    const output = maxPool(input as Tensor4D, window.size, window.strides, window.padding);
    return {
      output,
      backward: (dy, wantInput) => ({ input: wantInput ? device.maxPoolGradient(dy, input, output, window) : null, weights: [] }),
    };
  },
};
