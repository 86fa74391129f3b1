import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { DenseLayer } from '@/experiment/network/types';
import { activate } from './activate';
import type { RunLayer } from './layer';

/** f(x W + b) for x [batch, in] and W [in, units]. */
export const dense: RunLayer<DenseLayer> = (layer, input, [kernel, bias = null], { device }) => {
  const weight = kernel as Tensor;
  const activated = activate(device, matMul(input, weight), bias, layer);
  return {
    output: activated.output,
    backward(dy, wantInput) {
      const dz = activated.backward(dy);
      const weights = [matMul(input, dz, true, false)];
      if (bias) weights.push(device.columnSums(IDENTITY, [dz]));
      return { input: wantInput ? matMul(dz, weight, false, true) : null, weights };
    },
  };
};
