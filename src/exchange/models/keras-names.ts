import type { WeightSpec } from '@/experiment/network/types';

/** What Keras calls each weight. */
export const KERAS_NAMES: Record<WeightSpec['name'], string> = {
  kernel: 'kernel',
  depthwiseKernel: 'depthwise_kernel',
  pointwiseKernel: 'pointwise_kernel',
  recurrentKernel: 'recurrent_kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
};
