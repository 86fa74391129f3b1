import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { INITIALIZERS, type Initializer, type Shape, type WeightSpec } from '@/experiment/network/types';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import type { KindWeight } from './kind';

/** Options of every layer with a kernel. */
export const kernelEntries = {
  useBias: v.boolean(),
  // Designs kept by earlier versions know no initializer: all their kernels were drawn this way.
  kernelInitializer: v.optional(v.picklist(INITIALIZERS), 'glorotUniform'),
  l1: number,
  l2: number,
};

/** `l1` and `l2` multiply the sum of |w| and of w squared in the loss. */
export interface Kerneled {
  useBias: boolean;
  kernelInitializer: Initializer;
  l1: number;
  l2: number;
}

export const KERNEL_DEFAULTS: Kerneled = { useBias: true, kernelInitializer: 'glorotUniform', l1: 0, l2: 0 };

export const kernelFields: readonly Field<keyof Kerneled>[] = [
  { name: 'useBias', label: 'use bias', help: 'Adds a trained number to each output.', type: 'boolean' },
  {
    name: 'kernelInitializer',
    label: 'kernel initializer',
    help: 'How the weights are drawn before training. The right spread keeps signals from fading or exploding.',
    type: 'choice',
    options: INITIALIZERS,
  },
  {
    name: 'l1',
    label: 'L1',
    help: 'L1 regularization: adds this times the sum of |weight| to the loss. Pushes weights to exactly zero.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
  {
    name: 'l2',
    label: 'L2',
    help: 'L2 regularization: adds this times the sum of squared weights to the loss. Keeps weights small.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
];

/** A field for the number of outputs. */
export const unitsField = <Name extends 'units' | 'filters'>(name: Name, help: string): Field<Name> => ({
  name,
  label: name,
  help,
  type: 'integer',
  min: 1,
  max: 100_000,
});

/** A kernel: drawn and regularized as the layer says. */
export const kernelWeight = (layer: Kerneled, shape: Shape, name: WeightSpec['name'] = 'kernel'): KindWeight => ({
  name,
  shape,
  trainable: true,
  initializer: layer.kernelInitializer,
  l1: layer.l1,
  l2: layer.l2,
});

/** A weight without regularization whose initializer is not an option. */
export const plainWeight = (
  name: WeightSpec['name'],
  shape: Shape,
  initializer: WeightSpec['initializer'],
  trainable = true,
): KindWeight => ({ name, shape, trainable, initializer, l1: 0, l2: 0 });

/** Kernel and, if wanted, bias, in Keras's order. Regularization concerns the kernel only. */
export function kernelWeights(layer: Kerneled, shape: Shape, outputs: number, name: WeightSpec['name'] = 'kernel'): KindWeight[] {
  return [kernelWeight(layer, shape, name), ...biasWeights(layer, outputs)];
}

/** The bias, if wanted. */
export const biasWeights = (layer: Kerneled, outputs: number): KindWeight[] =>
  layer.useBias ? [plainWeight('bias', [outputs], 'zeros')] : [];

/** How bias, initializer and regularization differ from the defaults, in words. */
export function kernelSummary(layer: Kerneled): string[] {
  const parts: string[] = [];
  if (!layer.useBias) parts.push('no bias');
  if (layer.kernelInitializer !== KERNEL_DEFAULTS.kernelInitializer) parts.push(layer.kernelInitializer);
  if (layer.l1 !== 0) parts.push(`L1 ${formatNumber(layer.l1)}`);
  if (layer.l2 !== 0) parts.push(`L2 ${formatNumber(layer.l2)}`);
  return parts;
}
