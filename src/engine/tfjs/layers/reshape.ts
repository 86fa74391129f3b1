import { reshape as reshaped } from '@tensorflow/tfjs-core';
import type { ReshapeLayer } from '@/experiment/network/kinds/reshape';
import type { TfjsLayer } from './layer';

export const reshape: TfjsLayer<ReshapeLayer> = {
  run: ({ targetShape }, input, _weights, { device }) => ({
    output: reshaped(input, [input.shape[0] ?? 0, ...targetShape]),
    backward: (dy, wantInput) => ({ input: wantInput ? reshaped(device.settle(dy), input.shape) : null, weights: [] }),
  }),
};
