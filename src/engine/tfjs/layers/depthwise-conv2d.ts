import type { Tensor } from '@tensorflow/tfjs-core';
import type { DepthwiseConv2dLayer } from '@/experiment/network/kinds/depthwise-conv2d';
import type { TfjsLayer } from './layer';
import { productOf } from './shared/activate';
import { convolutional, windowOf } from './shared/weighted';

/** f(x * W + b), each channel by itself: x [batch, height, width, in], W [size, size, in, multiplier]. */
export const depthwiseConv2d: TfjsLayer<DepthwiseConv2dLayer> = {
  run: (layer, input, [kernel, bias = null], { device }) =>
    convolutional(device, device.convolveDepthwise(input, productOf(kernel as Tensor, bias, layer), windowOf(layer)), layer, bias),
};
