import { avgPool, fill, mul, reshape, type Tensor4D } from '@tensorflow/tfjs-core';
import type { GlobalAveragePooling2dLayer } from '@/experiment/network/kinds/global-average-pooling2d';
import type { TfjsLayer } from './layer';

/** The mean of each channel over the whole map: a window as large as the map. Each pixel's gradient is its share of the mean's. */
export const globalAveragePooling2d: TfjsLayer<GlobalAveragePooling2dLayer> = {
  run(_layer, input) {
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
    const means = avgPool(input as Tensor4D, [height, width], 1, 'valid');
    const share = 1 / (height * width);
    return {
      output: reshape(means, [batch, channels]),
      backward: (dy, wantInput) => ({
        input: wantInput ? mul(reshape(dy, [batch, 1, 1, channels]), fill([1, height, width, 1], share)) : null,
        weights: [],
      }),
    };
  },
};
