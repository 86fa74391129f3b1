import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import { affine } from '@/engine/tfjs/kernels';
import type { DenseLayer } from '@/experiment/network/types';
import { finish, productOf } from './activate';
import type { RunLayer } from './layer';

/** f(x W + b) for x [batch, in] and W [in, units]. */
export const dense: RunLayer<DenseLayer> = (layer, input, [kernel, bias = null], { device }) => {
  const weight = kernel as Tensor;
  const product = device.settle(affine(input, productOf(weight, bias, layer)));
  const activated = finish(device, product, layer);
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
