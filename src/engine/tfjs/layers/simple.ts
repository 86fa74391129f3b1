import { reshape } from '@tensorflow/tfjs-core';
import type { ActivationLayer, DropoutLayer, FlattenLayer, ReshapeLayer } from '@/experiment/network/types';
import { activate } from './activate';
import type { RunLayer } from './layer';

export const flatten: RunLayer<FlattenLayer> = (_layer, input, _weights, { device }) => ({
  output: reshape(input, [input.shape[0] ?? 0, -1]),
  backward: (dy, wantInput) => ({ input: wantInput ? reshape(device.settle(dy), input.shape) : null, weights: [] }),
});

export const reshapeTo: RunLayer<ReshapeLayer> = ({ targetShape }, input, _weights, { device }) => ({
  output: reshape(input, [input.shape[0] ?? 0, ...targetShape]),
  backward: (dy, wantInput) => ({ input: wantInput ? reshape(device.settle(dy), input.shape) : null, weights: [] }),
});

/** In training, drops a share of the inputs and scales the rest by 1 / (1 - rate), with the mask of src/engine/dropout.ts. */
export const dropout: RunLayer<DropoutLayer> = ({ rate }, input, _weights, { device, training, dropoutKey }) => {
  if (!training || rate === 0) return { output: input, backward: (dy) => ({ input: dy, weights: [] }) };
  return {
    output: device.dropout(input, dropoutKey, rate),
    // The mask is drawn anew: that is cheaper than to keep it.
    backward: (dy, wantInput) => ({ input: wantInput ? device.dropout(dy, dropoutKey, rate) : null, weights: [] }),
  };
};

export const activation: RunLayer<ActivationLayer> = (layer, input, _weights, { device }) => {
  const activated = activate(device, input, layer);
  return {
    output: activated.output,
    backward: (dy, wantInput) => ({ input: wantInput ? activated.backward(dy) : null, weights: [] }),
  };
};
