import type { Activation, Initializer, Shape, WeightSpec } from '@/experiment/network/types';
import type { KindWeight } from './kind';

/** The options that every layer with a kernel has. */
export interface Kerneled {
  useBias: boolean;
  kernelInitializer: Initializer;
  l1: number;
  l2: number;
}

/** The options that every layer with an activation has. */
export interface Activated {
  activation: Activation;
  negativeSlope: number;
}

export const KERNEL_DEFAULTS: Kerneled = { useBias: true, kernelInitializer: 'glorotUniform', l1: 0, l2: 0 };

/** A kernel: drawn and regularised as the layer says. */
export const kernelWeight = (layer: Kerneled, shape: Shape, name: WeightSpec['name'] = 'kernel'): KindWeight => ({
  name,
  shape,
  trainable: true,
  initializer: layer.kernelInitializer,
  l1: layer.l1,
  l2: layer.l2,
});

/** A weight that no regularisation concerns and whose start is not chosen. */
export const plainWeight = (
  name: WeightSpec['name'],
  shape: Shape,
  initializer: WeightSpec['initializer'],
  trainable = true,
): KindWeight => ({ name, shape, trainable, initializer, l1: 0, l2: 0 });

/** Kernel and, if wanted, bias, in Keras's order. Regularisation concerns the kernel only. */
export function kernelWeights(layer: Kerneled, shape: Shape, outputs: number, name: WeightSpec['name'] = 'kernel'): KindWeight[] {
  return [kernelWeight(layer, shape, name), ...biasWeights(layer, outputs)];
}

/** The bias, if wanted. */
export const biasWeights = (layer: Kerneled, outputs: number): KindWeight[] =>
  layer.useBias ? [plainWeight('bias', [outputs], 'zeros')] : [];

/** "relu", or "leakyRelu 0.1" where the slope matters. */
export const activationSummary = (layer: Activated): string =>
  layer.activation === 'leakyRelu' ? `leakyRelu ${layer.negativeSlope}` : layer.activation;

/** What of bias, first weights and regularisation differs from the default, in words. */
export function kernelSummary(layer: Kerneled): string[] {
  const parts: string[] = [];
  if (!layer.useBias) parts.push('no bias');
  if (layer.kernelInitializer !== KERNEL_DEFAULTS.kernelInitializer) parts.push(layer.kernelInitializer);
  if (layer.l1 > 0) parts.push(`L1 ${layer.l1}`);
  if (layer.l2 > 0) parts.push(`L2 ${layer.l2}`);
  return parts;
}
