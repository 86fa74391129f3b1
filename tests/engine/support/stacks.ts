import { layer } from '@tests/engine/support/networks';
import { layersOf } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { PUBLISHED } from '@/experiment/presets/published';

/** The three forms of the published recurrent network. */
export const RECURRENT = PUBLISHED.find(({ id }) => id === 'e6-rnn')?.variants ?? [];

/** Stacks of the kinds that no preset has. */
export const STACKS: readonly (readonly [string, Layer[]])[] = [
  [
    'A stack of separable convolutions',
    [
      layer('conv2d', { filters: 4, strides: 2 }),
      layer('separableConv2d', { filters: 6, l2: 0.001 }),
      layer('dropout', { rate: 0.2 }),
      layer('separableConv2d', { filters: 8, kernelSize: 5, strides: 2, depthMultiplier: 2, activation: 'gelu' }),
      layer('globalAveragePooling2d'),
      layer('dropout', { rate: 0.3 }),
    ],
  ],
  [
    'A stack of depthwise convolutions, reshaped',
    [
      layer('depthwiseConv2d', { depthMultiplier: 4, padding: 'valid', activation: 'leakyRelu' }),
      layer('averagePooling2d'),
      layer('depthwiseConv2d', { kernelSize: 4, strides: 3, useBias: false, activation: 'linear' }),
      layer('conv2d', { filters: 5, kernelSize: 1, activation: 'swish' }),
      layer('reshape', { targetShape: [25, 5] }),
      layer('batchNormalization'),
      layer('activation', { activation: 'relu' }),
      layer('flatten'),
    ],
  ],
  [
    'A stack of recurrent layers, dropout between',
    [
      layer('reshape', { targetShape: [28, 28] }),
      layer('gru', { units: 12, returnSequences: true, l2: 0.001 }),
      layer('dropout', { rate: 0.2 }),
      layer('lstm', { units: 9, returnSequences: true, recurrentActivation: 'swish', useBias: false }),
      layer('simpleRnn', { units: 7, activation: 'softmax' }),
      layer('dropout', { rate: 0.3 }),
    ],
  ],
  ...RECURRENT.map(({ title, experiment }): [string, Layer[]] => [`Over the rows, ${title}`, layersOf(experiment)]),
];

/** Stacks whose layers join in training, and one without hidden layers. */
export const MORE_STACKS: readonly (readonly [string, Layer[]])[] = [
  [
    'Activations apart from their layers, dropout behind a rectifier',
    [
      layer('conv2d', { filters: 3, kernelSize: 3, activation: 'linear' }),
      layer('batchNormalization'),
      layer('activation', { activation: 'relu' }),
      layer('dropout', { rate: 0.4 }),
      layer('maxPooling2d', {}),
      layer('flatten'),
      layer('dense', { units: 12, activation: 'linear' }),
      layer('activation', { activation: 'leakyRelu' }),
      layer('dropout', { rate: 0.4 }),
      layer('dense', { units: 9, activation: 'tanh' }),
    ],
  ],
  ['Softmax regression', [layer('flatten')]],
];
