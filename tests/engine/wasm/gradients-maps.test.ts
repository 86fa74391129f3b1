import { layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { check, compareIfValid } from './compare';
import { experimentOf, GRADIENT_PROBE, randomData, shaken, withNetwork } from './fixtures';

/** Depthwise and separable convolutions, global average pooling and reshape, on one thread and on two. */

const THREADS = [1, 2] as const;

/** A small map of five channels. */
const smallMap = (): Layer[] => [
  layer('averagePooling2d', { poolSize: 4 }),
  layer('conv2d', { filters: 5, kernelSize: 2, activation: 'tanh', padding: 'valid' }),
];

describe.each(THREADS)('on %i threads, gradients agree with TensorFlow.js', (threads) => {
  test.each(ACTIVATIONS)('of depthwise and separable convolutions with the activation %s', (activation) =>
    check(
      [
        ...smallMap(),
        layer('depthwiseConv2d', { activation, negativeSlope: 0.2, depthMultiplier: 2 }),
        layer('separableConv2d', { filters: 6, activation, negativeSlope: 0.3 }),
        layer('globalAveragePooling2d'),
        layer('dense', { units: 7, activation, negativeSlope: 0.4 }),
      ],
      {},
      threads,
    ),
  );

  test('with L1 and L2 on both kernels of a separable convolution', () =>
    check(
      [
        ...smallMap(),
        layer('separableConv2d', { filters: 3, depthMultiplier: 3, useBias: false, l1: 0.003, l2: 0.02 }),
        layer('depthwiseConv2d', { kernelSize: 2, l1: 0.01, l2: 0.01 }),
        layer('flatten'),
      ],
      {},
      threads,
    ));

  test('of layers behind a reshape, and of one back to a map', () =>
    check(
      [
        layer('reshape', { targetShape: [14, 56, 1] }),
        layer('conv2d', { filters: 4, strides: 3, activation: 'relu' }),
        layer('reshape', { targetShape: [5, 76] }),
        layer('batchNormalization'),
        layer('activation', { activation: 'softmax' }),
        layer('reshape', { targetShape: [19, 5, 4] }),
        layer('depthwiseConv2d', { kernelSize: 4, padding: 'valid' }),
        layer('globalAveragePooling2d'),
      ],
      {},
      threads,
    ));

  test('of a convolution that looks at single pixels, strides or none', () =>
    check(
      [
        layer('conv2d', { filters: 6, kernelSize: 1, strides: 3 }),
        layer('conv2d', { filters: 9, kernelSize: 1, activation: 'leakyRelu' }),
        layer('dropout', { rate: 0.2 }),
        layer('conv2d', { filters: 3, kernelSize: 1, useBias: false, activation: 'selu' }),
        layer('globalAveragePooling2d'),
      ],
      {},
      threads,
    ));

  test('where dropout and normalization stand between', () =>
    check(
      [
        layer('depthwiseConv2d', { kernelSize: 5, strides: 2, depthMultiplier: 6 }),
        layer('dropout', { rate: 0.3 }),
        layer('separableConv2d', { filters: 8, strides: 2, activation: 'linear', useBias: false }),
        layer('batchNormalization'),
        layer('activation', { activation: 'relu' }),
        layer('maxPooling2d'),
        layer('globalAveragePooling2d'),
        layer('dropout', { rate: 0.4 }),
      ],
      { batchSize: 5 },
      threads,
    ));
});

/** Of the random shapes: a run that fails can be repeated. */
const SEED = 21;

const shape = fc.record({
  channels: fc.integer({ min: 1, max: 9 }),
  multiplier: fc.integer({ min: 1, max: 5 }),
  filters: fc.integer({ min: 1, max: 13 }),
  size: fc.integer({ min: 1, max: 6 }),
  strides: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  padding: fc.constantFrom('same' as const, 'valid' as const),
  useBias: fc.boolean(),
  activation: fc.constantFrom('relu' as const, 'leakyRelu' as const, 'linear' as const, 'gelu' as const),
  threads: fc.constantFrom(...THREADS),
});

describe('gradients agree over random shapes', () => {
  test('of depthwise convolutions', () =>
    fc.assert(
      fc.asyncProperty(shape, async ({ channels, multiplier, batchSize, threads, ...options }) => {
        const { size: kernelSize, strides, padding, useBias, activation } = options;
        const layers = [
          layer('conv2d', { filters: channels, kernelSize: 4, strides: 3, padding, activation: 'relu' }),
          layer('depthwiseConv2d', { kernelSize, strides, padding, useBias, activation, depthMultiplier: multiplier }),
          layer('conv2d', { filters: 2, kernelSize: 2, padding: 'same', activation: 'relu' }),
          layer('flatten'),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }), threads);
      }),
      { numRuns: 40, seed: SEED },
    ));

  test('of separable convolutions and global average pooling', () =>
    fc.assert(
      fc.asyncProperty(shape, async ({ channels, multiplier, filters, batchSize, threads, ...options }) => {
        const { size: kernelSize, strides, padding, useBias, activation } = options;
        const layers = [
          layer('separableConv2d', { filters: channels, kernelSize: 3, strides: 2, padding, activation, depthMultiplier: multiplier }),
          layer('separableConv2d', { filters, kernelSize, strides, padding, useBias, activation }),
          layer('globalAveragePooling2d'),
          layer('dense', { units: 4, activation: 'tanh' }),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }), threads);
      }),
      { numRuns: 40, seed: SEED },
    ));

  // Pools that leave maps 1 to 14 pixels wide: the window may hang over both sides at once.
  test.each([28, 14, 9, 7, 4, 2])('of 3 x 3 windows over maps of 28 / %i pixels', (poolSize) =>
    fc.assert(
      fc.asyncProperty(shape, async ({ channels, batchSize, padding, activation, threads }) => {
        const layers = [
          layer('averagePooling2d', { poolSize }),
          layer('conv2d', { filters: channels, kernelSize: 1, activation }),
          layer('depthwiseConv2d', { padding, activation }),
          layer('flatten'),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }), threads);
      }),
      { numRuns: 8, seed: SEED },
    ),
  );
});

describe('two threads', () => {
  const data = randomData(12, 2, 3);
  const experiment = experimentOf(
    [
      layer('depthwiseConv2d', { depthMultiplier: 3 }),
      layer('separableConv2d', { filters: 12, kernelSize: 5, strides: 2 }),
      layer('globalAveragePooling2d'),
    ],
    { optimizer: GRADIENT_PROBE, batchSize: 7 },
  );
  const slotsOf = () =>
    withNetwork(
      experiment,
      data,
      async (network) => {
        const state = await network.getState();
        network.setState({ ...state, weights: shaken(state.weights, 2) });
        for (let step = 0; step < 4; step++) network.trainStep(data.train.subarray(step, step + 7), step, 0.1);
        return (await network.getState()).slots;
      },
      2,
    );

  test('give the same bits every time', async () => {
    const first = await slotsOf();
    for (let i = 0; i < 4; i++) expect(await slotsOf()).toEqual(first);
  });
});
