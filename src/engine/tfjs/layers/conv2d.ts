import type { Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Conv2dLayer } from '@/experiment/network/types';
import { finish, productOf } from './activate';
import type { RunLayer } from './layer';

/** f(x * W + b) for x [batch, height, width, in] and W [size, size, in, filters]. */
export const conv2d: RunLayer<Conv2dLayer> = (layer, input, [kernel, bias = null], { device }) => {
  const { kernelSize, strides, padding } = layer;
  const convolved = device.convolve(input, productOf(kernel as Tensor, bias, layer), { size: kernelSize, strides, padding });
  const activated = finish(device, convolved.output, layer);
  return {
    output: activated.output,
    backward(dy, wantInput) {
      const dz = activated.backward(dy);
      const weights = [convolved.filterGradient(dz)];
      if (bias) weights.push(device.columnSums(IDENTITY, [dz]));
      return { input: wantInput ? convolved.inputGradient(dz) : null, weights };
    },
  };
};
