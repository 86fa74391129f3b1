import { mul, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { activationFormula, derivativeOf, gradientFormula, hasFormula } from '@/engine/tfjs/activations';
import type { Device, Product } from '@/engine/tfjs/device';
import { isFused } from '@/engine/tfjs/kernels';
import type { Activation } from '@/experiment/network/types';

/** A value with the way back through the activation that made it. */
export interface Activated {
  output: Tensor;
  /** Gradient at the activation's input. */
  backward(dy: Tensor): Tensor;
}

/** An activation with its option. */
export interface ActivationOptions {
  activation: Activation;
  negativeSlope: number;
}

/** f(x). */
export function activate(device: Device, x: Tensor, options: ActivationOptions): Activated {
  const { activation, negativeSlope } = options;
  if (activation === 'linear') return { output: x, backward: (dy) => dy };
  if (!hasFormula(activation)) return activateSoftmax(x);
  const output = device.map(activationFormula(activation), [x], [negativeSlope]);
  const kept = derivativeOf(activation) === 'x' ? x : output;
  return { output, backward: (dy) => device.map(gradientFormula(activation), [dy, kept], [negativeSlope]) };
}

/** Kernel, bias, and the activation if a product can compute it on its way. */
export const productOf = (kernel: Tensor, bias: Tensor | null, { activation, negativeSlope }: ActivationOptions): Product => ({
  kernel,
  bias,
  activation: isFused(activation) ? activation : 'linear',
  slope: negativeSlope,
});

/** What a product of `productOf` still needs: its activation, or only the way back through it. */
export function finish(device: Device, product: Tensor, options: ActivationOptions): Activated {
  const { activation, negativeSlope } = options;
  if (!isFused(activation) || !hasFormula(activation)) return activate(device, product, options);
  return { output: product, backward: (dy) => device.map(gradientFormula(activation), [dy, product], [negativeSlope]) };
}

/** Softmax over the last axis. Its gradient: y * (dy - sum(dy * y)). */
function activateSoftmax(x: Tensor): Activated {
  const output = softmax(x);
  return {
    output,
    backward(dy) {
      const weighted = sum(mul(dy, output), -1, true);
      return mul(output, sub(dy, weighted));
    },
  };
}
