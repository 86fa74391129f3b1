import type { Tensor } from '@tensorflow/tfjs-core';
import { IDENTITY } from '@/engine/tfjs/activations';
import type { Device } from '@/engine/tfjs/device';
import type { Forward, Gradients } from '@/engine/tfjs/layers/layer';
import type { Convolved, Window } from '@/engine/tfjs/product';
import { type ActivationOptions, finish } from './activate';

/** What is behind the sums of a layer with kernels: its bias (already added), its activation, and the gradients from that of the sums. */
interface Weighted {
  layer: ActivationOptions;
  bias: Tensor | null;
  gradients(dz: Tensor, wantInput: boolean): Gradients;
}

/** The rest of a layer whose sums are `product`; `product` has its activation where a product can compute it (`productOf`). */
export function weighted(device: Device, product: Tensor, { layer, bias, gradients }: Weighted): Forward {
  const activated = finish(device, product, layer);
  return {
    output: activated.output,
    backward(dy, wantInput) {
      const dz = activated.backward(dy);
      const { input, weights } = gradients(dz, wantInput);
      return { input, weights: bias ? [...weights, device.columnSums(IDENTITY, [dz])] : weights };
    },
  };
}

/** A layer of one convolution. */
export const convolutional = (device: Device, convolved: Convolved, layer: ActivationOptions, bias: Tensor | null): Forward =>
  weighted(device, convolved.output, {
    layer,
    bias,
    gradients: (dz, wantInput) => ({
      weights: [convolved.filterGradient(dz)],
      input: wantInput ? convolved.inputGradient(dz) : null,
    }),
  });

/** The window of a layer that has one. */
export const windowOf = ({ kernelSize, strides, padding }: { kernelSize: number } & Omit<Window, 'size'>): Window => ({
  size: kernelSize,
  strides,
  padding,
});
