import * as v from 'valibot';
import { plainWeight } from '@/experiment/network/parts/kernel';
import { type Kind, type KindWeight, layerEntries } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { sizeOf } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';

const schema = v.object({ ...layerEntries('batchNormalization'), momentum: number, epsilon: number });

/** Over the last axis. Weights: gamma, beta, movingMean, movingVariance, [channels] each. */
export type BatchNormalizationLayer = v.InferOutput<typeof schema>;

/** The moving ones follow the data, not the gradient. */
const weightsOf = (channels: number): KindWeight[] => [
  plainWeight('gamma', [channels], 'ones'),
  plainWeight('beta', [channels], 'zeros'),
  plainWeight('movingMean', [channels], 'zeros', false),
  plainWeight('movingVariance', [channels], 'ones', false),
];

export const batchNormalization: Kind<BatchNormalizationLayer> = {
  title: 'BatchNormalization',
  help: 'Rescales each channel to mean 0 and deviation 1 over the batch, then by two learnt numbers: training becomes steadier.',
  group: 'regularization',
  schema,
  defaults: { kind: 'batchNormalization', momentum: 0.99, epsilon: 0.001 },
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
  reads: 'any',
  makes: () => 'same',
  role: 'helps',
  sight: () => ITSELF,
  summary(layer) {
    const momentum = layer.momentum === 0.99 ? [] : [`momentum ${layer.momentum}`];
    const epsilon = layer.epsilon === 0.001 ? [] : [`epsilon ${layer.epsilon}`];
    return [...momentum, ...epsilon].join(' · ');
  },
  infer: (_layer, input) => ({ outputShape: input, weights: weightsOf(input.at(-1) ?? 0), multiplyAdds: sizeOf(input) }),
};
