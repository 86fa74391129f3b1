import type { Field } from '@/experiment/field';
import { ACTIVATIONS, INITIALIZERS } from '@/experiment/network/types';

const UNIT_LIMIT = 100_000;

export const unitsField = (name: 'units' | 'filters', label: string, help: string): Field => ({
  name,
  label,
  help,
  type: 'integer',
  min: 1,
  max: UNIT_LIMIT,
});

export const activationFields: Field[] = [
  {
    name: 'activation',
    label: 'activation',
    help: 'The function applied to each output; without one, stacked layers collapse into a single linear step.',
    type: 'choice',
    options: ACTIVATIONS,
  },
  {
    name: 'negativeSlope',
    label: 'negative slope',
    help: 'How much of a negative input leaky ReLU lets through.',
    type: 'number',
    min: 0,
    max: 1,
    step: 0.05,
    onlyWith: [
      ['activation', 'leakyRelu'],
      ['recurrentActivation', 'leakyRelu'],
    ],
  },
];

export const kernelFields: Field[] = [
  { name: 'useBias', label: 'use bias', help: 'Adds one learnt number to each output.', type: 'boolean' },
  {
    name: 'kernelInitializer',
    label: 'kernel initializer',
    help: 'How the first weights are drawn; the right spread keeps signals from fading or exploding on their way.',
    type: 'choice',
    options: INITIALIZERS,
  },
  {
    name: 'l1',
    label: 'L1',
    help: 'Adds this times the sum of |weight| to the loss: pushes weights to exactly zero.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
  {
    name: 'l2',
    label: 'L2',
    help: 'Adds this times the sum of squared weights to the loss: keeps weights small.',
    type: 'number',
    min: 0,
    max: 10,
    step: 0.0001,
  },
];

export const paddingField: Field = {
  name: 'padding',
  label: 'padding',
  help: 'same: zeros around the map keep its size; valid: the window stays inside, so the map shrinks.',
  type: 'choice',
  options: ['valid', 'same'],
};
