import { reshape } from '@tensorflow/tfjs-core';
import type { FlattenLayer } from '@/experiment/network/kinds/flatten';
import type { TfjsLayer } from './layer';

export const flatten: TfjsLayer<FlattenLayer> = {
  run: (_layer, input, _weights, { device }) => ({
    output: reshape(input, [input.shape[0] ?? 0, -1]),
    backward: (dy, wantInput) => ({ input: wantInput ? reshape(device.settle(dy), input.shape) : null, weights: [] }),
  }),
};
