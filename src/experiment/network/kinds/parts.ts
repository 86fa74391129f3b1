import type { Activation, Shape } from '@/experiment/network/types';
import type { KindWeight } from './kind';

interface Regularized {
  useBias: boolean;
  l1: number;
  l2: number;
}

/** Kernel and, if wanted, bias, in Keras's order. Regularisation concerns the kernel only. */
export function kernelWeights(layer: Regularized, shape: Shape, outputs: number): KindWeight[] {
  const kernel: KindWeight = { name: 'kernel', shape, trainable: true, l1: layer.l1, l2: layer.l2 };
  const bias: KindWeight = { name: 'bias', shape: [outputs], trainable: true, l1: 0, l2: 0 };
  return layer.useBias ? [kernel, bias] : [kernel];
}

/** "relu", or "leakyRelu 0.1" where the slope matters. */
export const activationSummary = (layer: { activation: Activation; negativeSlope: number }): string =>
  layer.activation === 'leakyRelu' ? `leakyRelu ${layer.negativeSlope}` : layer.activation;

/** What of bias and regularisation differs from the default, in words. */
export function regularizerSummary(layer: Regularized): string[] {
  const parts: string[] = [];
  if (!layer.useBias) parts.push('no bias');
  if (layer.l1 > 0) parts.push(`L1 ${layer.l1}`);
  if (layer.l2 > 0) parts.push(`L2 ${layer.l2}`);
  return parts;
}
