import type { ActivationLayer, BatchNormalizationLayer, DropoutLayer } from '@/experiment/network/types';
import { type Kind, type KindWeight, passThrough, sizeOf } from './kind';
import { activationSummary, plainWeight } from './parts';
import { activationFields } from './shared-fields';

export const dropout: Kind<DropoutLayer> = {
  title: 'Dropout',
  help: 'In training, silences a random share of its inputs at each step, so that the network cannot lean on any single one.',
  fields: [
    {
      name: 'rate',
      label: 'rate',
      help: 'The share of inputs silenced, from 0 to below 1.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      exclusiveMax: true,
    },
  ],
  defaults: { kind: 'dropout', rate: 0.25 },
  summary: (layer) => `rate ${layer.rate}`,
  infer: (_layer, input) => passThrough(input),
};

/** Batch normalization's four weights, one number a channel each. The moving ones follow the data, not the gradient. */
const normalizationWeights = (channels: number): KindWeight[] => [
  plainWeight('gamma', [channels], 'ones'),
  plainWeight('beta', [channels], 'zeros'),
  plainWeight('movingMean', [channels], 'zeros', false),
  plainWeight('movingVariance', [channels], 'ones', false),
];

export const batchNormalization: Kind<BatchNormalizationLayer> = {
  title: 'BatchNormalization',
  help: 'Rescales each channel to mean 0 and deviation 1 over the batch, then by two learnt numbers: training becomes steadier.',
  fields: [
    {
      name: 'momentum',
      label: 'momentum',
      help: 'How slowly the remembered mean and variance follow the batches.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.01,
      exclusiveMax: true,
    },
    {
      name: 'epsilon',
      label: 'epsilon',
      help: 'A small number added to the variance, so that nothing is divided by zero.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.001,
      exclusiveMin: true,
    },
  ],
  defaults: { kind: 'batchNormalization', momentum: 0.99, epsilon: 0.001 },
  summary(layer) {
    const momentum = layer.momentum === 0.99 ? [] : [`momentum ${layer.momentum}`];
    const epsilon = layer.epsilon === 0.001 ? [] : [`epsilon ${layer.epsilon}`];
    return [...momentum, ...epsilon].join(' · ');
  },
  infer: (_layer, input) => ({ outputShape: input, weights: normalizationWeights(input.at(-1) ?? 0), multiplyAdds: sizeOf(input) }),
};

export const activation: Kind<ActivationLayer> = {
  title: 'Activation',
  help: 'Applies a function to each number: the bend that lets a stack of layers learn more than straight lines.',
  fields: activationFields,
  defaults: { kind: 'activation', activation: 'relu', negativeSlope: 0.3 },
  summary: activationSummary,
  infer: (_layer, input) => passThrough(input),
};
