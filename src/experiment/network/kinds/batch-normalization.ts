import * as v from 'valibot';
import { plainWeight } from '@/experiment/network/parts/kernel';
import { type Kind, type KindWeight, layerEntries } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { sizeOf } from '@/experiment/network/shape';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

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
  help: 'Rescales each channel to mean 0 and standard deviation 1 over the batch, then by two trained numbers. Makes training steadier.',
  group: 'regularization',
  schema,
  defaults: { kind: 'batchNormalization', momentum: 0.99, epsilon: 0.001 },
  fields: [
    {
      name: 'momentum',
      label: 'momentum',
      help: 'How slowly the moving mean and variance follow the batches.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.01,
      exclusiveMax: true,
    },
    {
      name: 'epsilon',
      label: 'epsilon',
      help: 'A small number added to the variance to avoid dividing by zero.',
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
    const momentum = layer.momentum === 0.99 ? [] : [`momentum ${formatNumber(layer.momentum)}`];
    const epsilon = layer.epsilon === 0.001 ? [] : [`epsilon ${formatNumber(layer.epsilon)}`];
    return [...momentum, ...epsilon].join(' · ');
  },
  infer: (_layer, input) => ({ outputShape: input, weights: weightsOf(input.at(-1) ?? 0), multiplyAdds: sizeOf(input) }),
};
