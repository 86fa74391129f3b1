import type { Tensor } from '@tensorflow/tfjs-core';
import type { Conv2dLayer } from '@/experiment/network/kinds/conv2d';
import type { TfjsLayer } from './layer';
import { productOf } from './shared/activate';
import { convolutional, windowOf } from './shared/weighted';

/** f(x * W + b) for x [batch, height, width, in] and W [size, size, in, filters]. */
export const conv2d: TfjsLayer<Conv2dLayer> = {
  run: (layer, input, [kernel, bias = null], { device }) =>
    convolutional(device, device.convolve(input, productOf(kernel as Tensor, bias, layer), windowOf(layer)), layer, bias),
};
