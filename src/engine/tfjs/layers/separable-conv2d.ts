import type { Tensor } from '@tensorflow/tfjs-core';
import type { Window } from '@/engine/tfjs/product';
import type { SeparableConv2dLayer } from '@/experiment/network/kinds/separable-conv2d';
import { sizeOf } from '@/experiment/network/shape';
import type { TfjsLayer } from './layer';
import { LINEAR, productOf } from './shared/activate';
import { weighted, windowOf } from './shared/weighted';

const POINT: Window = { size: 1, strides: 1, padding: 'valid' };

/** f((x * D) * P + b): a depthwise convolution, then P [1, 1, in * multiplier, filters] at each place. */
export const separableConv2d: TfjsLayer<SeparableConv2dLayer> = {
  run(layer, input, [depthwise, pointwise, bias = null], { device }) {
    const apart = device.convolveDepthwise(input, productOf(depthwise as Tensor, null, LINEAR), windowOf(layer));
    const mixed = device.convolve(apart.output, productOf(pointwise as Tensor, bias, layer), POINT);
    return weighted(device, mixed.output, {
      layer,
      bias,
      gradients(dz, wantInput) {
        const between = mixed.inputGradient(dz);
        return {
          weights: [apart.filterGradient(between), mixed.filterGradient(dz)],
          input: wantInput ? apart.inputGradient(between) : null,
        };
      },
    });
  },
  /** The map before its channels are mixed. */
  largestInside: ({ depthMultiplier }, input, output) => ({
    what: 'filtered map',
    numbers: sizeOf(output.slice(0, 2)) * (input[2] ?? 0) * depthMultiplier,
  }),
};
