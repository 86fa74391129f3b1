import { conv2d as convolve, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import { conv2dFilterGradient, conv2dInputGradient, type Window } from '@/engine/tfjs/kernels';
import type { Conv2dLayer } from '@/experiment/network/types';
import { activate } from './activate';
import type { RunLayer } from './layer';

/** f(x * W + b) for x [batch, height, width, in] and W [size, size, in, filters]. */
export const conv2d: RunLayer<Conv2dLayer> = (layer, input, [kernel, bias = null], { device }) => {
  const weight = kernel as Tensor;
  const window: Window = { size: layer.kernelSize, strides: layer.strides, padding: layer.padding };
  const z = convolve(input as Tensor4D, weight as Tensor4D, window.strides, window.padding);
  const activated = activate(device, z, bias, layer);
  return {
    output: activated.output,
    backward(dy, wantInput) {
      const dz = activated.backward(dy);
      const weights = [conv2dFilterGradient(input, dz, weight.shape, window)];
      if (bias) weights.push(device.columnSums(IDENTITY, [dz]));
      return { input: wantInput ? conv2dInputGradient(dz, weight, input.shape, window) : null, weights };
    },
  };
};
