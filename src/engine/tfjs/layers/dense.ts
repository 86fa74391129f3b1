import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { affine } from '@/engine/tfjs/kernels';
import type { DenseLayer } from '@/experiment/network/kinds/dense';
import type { TfjsLayer } from './layer';
import { productOf } from './shared/activate';
import { weighted } from './shared/weighted';

/** f(x W + b) for x [batch, in] and W [in, units]. */
export const dense: TfjsLayer<DenseLayer> = {
  run(layer, input, [kernel, bias = null], { device }) {
    const weight = kernel as Tensor;
    return weighted(device, device.settle(affine(input, productOf(weight, bias, layer))), {
      layer,
      bias,
      gradients: (dz, wantInput) => ({
        weights: [matMul(input, dz, true, false)],
        input: wantInput ? matMul(dz, weight, false, true) : null,
      }),
    });
  },
};
