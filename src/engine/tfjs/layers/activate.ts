import { mul, softmax, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { ADD, activationFormula, derivativeOf, gradientFormula, hasFormula } from '@/engine/tfjs/activations';
import type { Device } from '@/engine/tfjs/device';
import type { Activation } from '@/experiment/network/types';

interface Activated {
  output: Tensor;
  /** Gradient at the activation's input (before or after the bias is the same). */
  backward(dy: Tensor): Tensor;
}

/** An activation with its option. */
export interface ActivationOptions {
  activation: Activation;
  negativeSlope: number;
}

/** Bias and activation in one pass: f(x + bias), or f(x) without a bias. */
export function activate(device: Device, x: Tensor, bias: Tensor | null, options: ActivationOptions): Activated {
  const { activation, negativeSlope } = options;
  if (activation === 'linear') return { output: bias ? device.map(ADD, [x, bias]) : x, backward: (dy) => dy };
  if (!hasFormula(activation)) return activateSoftmax(bias ? device.map(ADD, [x, bias]) : x);
  const biases = bias ? [bias] : [];
  const output = device.map(activationFormula(activation, bias !== null), [x, ...biases], [negativeSlope]);
  const atInput = derivativeOf(activation) === 'x';
  return {
    output,
    backward: (dy) =>
      atInput
        ? device.map(gradientFormula(activation, bias !== null), [dy, x, ...biases], [negativeSlope])
        : device.map(gradientFormula(activation, false), [dy, output], [negativeSlope]),
  };
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
