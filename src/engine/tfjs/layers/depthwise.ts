import type { Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Window } from '@/engine/tfjs/kernels';
import type { DepthwiseConv2dLayer, SeparableConv2dLayer } from '@/experiment/network/types';
import { finish, LINEAR, productOf } from './activate';
import type { RunLayer } from './layer';

/** f(x * W + b), each channel by itself: x [batch, height, width, in], W [size, size, in, multiplier]. */
export const depthwiseConv2d: RunLayer<DepthwiseConv2dLayer> = (layer, input, [kernel, bias = null], { device }) => {
  const convolved = device.convolveDepthwise(input, productOf(kernel as Tensor, bias, layer), windowOf(layer));
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

const POINT: Window = { size: 1, strides: 1, padding: 'valid' };

/** f((x * D) * P + b): a depthwise convolution, then P [1, 1, in * multiplier, filters] at each place. */
export const separableConv2d: RunLayer<SeparableConv2dLayer> = (layer, input, [depthwise, pointwise, bias = null], { device }) => {
  const apart = device.convolveDepthwise(input, productOf(depthwise as Tensor, null, LINEAR), windowOf(layer));
  const mixed = device.convolve(apart.output, productOf(pointwise as Tensor, bias, layer), POINT);
  const activated = finish(device, mixed.output, layer);
  return {
    output: activated.output,
    backward(dy, wantInput) {
      const dz = activated.backward(dy);
      const between = mixed.inputGradient(dz);
      const weights = [apart.filterGradient(between), mixed.filterGradient(dz)];
      if (bias) weights.push(device.columnSums(IDENTITY, [dz]));
      return { input: wantInput ? apart.inputGradient(between) : null, weights };
    },
  };
};

const windowOf = ({ kernelSize, strides, padding }: DepthwiseConv2dLayer | SeparableConv2dLayer): Window => ({
  size: kernelSize,
  strides,
  padding,
});
