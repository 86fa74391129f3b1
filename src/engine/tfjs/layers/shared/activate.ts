import { mul, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { activationFormula, derivativeOf, gradientFormula, hasFormula } from '@/engine/tfjs/activations';
import type { Device } from '@/engine/tfjs/device';
import { isFused, type Product } from '@/engine/tfjs/product';
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

/** No activation. */
export const LINEAR: ActivationOptions = { activation: 'linear', negativeSlope: 0 };

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

function activateSoftmax(x: Tensor): Activated {
  const output = softmaxOf(x);
  return { output, backward: (dy) => softmaxGradient(dy, output) };
}

/** Softmax over the last axis. */
export const softmaxOf = (x: Tensor): Tensor => softmax(x);

/** The gradient at softmax's input, y its value: y * (dy - sum(dy * y)). */
export function softmaxGradient(dy: Tensor, y: Tensor): Tensor {
  const weighted = sum(mul(dy, y), -1, true);
  return mul(y, sub(dy, weighted));
}
