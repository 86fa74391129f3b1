import { layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { ACTIVATIONS } from '@/experiment/network/types';
import { check, compareIfValid } from './compare';
import { experimentOf } from './fixtures';

/** A small map of three channels: what most layers below are tried on. */
const smallMap = () => [
  layer('averagePooling2d', { poolSize: 4 }),
  layer('conv2d', { filters: 3, kernelSize: 2, activation: 'tanh', padding: 'valid' }),
];

describe('gradients agree with TensorFlow.js', () => {
  test('of nothing but the output layer', () => check([layer('flatten')]));
  test('of a dense layer', () => check([layer('flatten'), layer('dense', { units: 21 })]));
  test('of a dense layer without bias, with L1 and L2', () =>
    check([layer('flatten'), layer('dense', { units: 9, useBias: false, l1: 0.01, l2: 0.02 })]));
  test('for a pair of classes', () =>
    check([layer('flatten'), layer('dense', { units: 12, activation: 'sigmoid' })], {
      task: { kind: 'pair', classes: [1, 2] },
      batchSize: 1,
    }));
  test.each(ACTIVATIONS)('of the activation %s, within a layer and as a layer', (activation) =>
    check([
      ...smallMap(),
      layer('conv2d', { filters: 5, kernelSize: 3, activation, negativeSlope: 0.2 }),
      layer('maxPooling2d'),
      layer('activation', { activation, negativeSlope: 0.1 }),
      layer('flatten'),
      layer('dense', { units: 7, activation, negativeSlope: 0.4 }),
    ]),
  );
  test('of batch normalization on maps and rows', () =>
    check(
      [
        ...smallMap(),
        layer('batchNormalization', { epsilon: 0.01 }),
        layer('activation', { activation: 'leakyRelu' }),
        layer('flatten'),
        layer('dense', { units: 6, activation: 'linear' }),
        layer('batchNormalization'),
        layer('activation', { activation: 'relu' }),
      ],
      { batchSize: 8 },
    ));
  test('of batch normalization on the input itself', () => check([layer('batchNormalization'), layer('flatten')]));
  test('of dropout, masks equal to dropoutMask', () =>
    check([
      layer('dropout', { rate: 0.1 }),
      ...smallMap(),
      layer('dropout', { rate: 0.3 }),
      layer('conv2d', { filters: 8, activation: 'relu' }),
      layer('dropout', { rate: 0.2 }),
      layer('flatten'),
      layer('dense', { units: 6, activation: 'leakyRelu' }),
      layer('dropout', { rate: 0.5 }),
      layer('dense', { units: 6, activation: 'sigmoid' }),
      layer('dropout', { rate: 0.4 }),
    ]));
});

/** Of the random shapes: a run that fails can be repeated. */
const SEED = 20;

const padding = fc.constantFrom('same' as const, 'valid' as const);
const shape = fc.record({
  first: fc.integer({ min: 1, max: 4 }),
  channels: fc.integer({ min: 1, max: 9 }),
  filters: fc.integer({ min: 1, max: 13 }),
  size: fc.integer({ min: 1, max: 5 }),
  strides: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  padding,
});

describe('gradients agree over random shapes', () => {
  test('of convolutions', () =>
    fc.assert(
      fc.asyncProperty(shape, async ({ first, channels, filters, size, strides, batchSize, padding }) => {
        const layers = [
          layer('conv2d', { filters: channels, kernelSize: first, strides: 3, padding, activation: 'linear' }),
          layer('conv2d', { filters, kernelSize: size, strides, padding, activation: 'leakyRelu' }),
          layer('conv2d', { filters: 2, kernelSize: 2, padding: 'same', activation: 'relu' }),
          layer('flatten'),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }));
      }),
      { numRuns: 40, seed: SEED },
    ));
  test.each(['maxPooling2d', 'averagePooling2d'] as const)('of %s', (kind) =>
    fc.assert(
      fc.asyncProperty(shape, async ({ first, channels, size, strides, batchSize, padding }) => {
        const layers = [
          layer('conv2d', { filters: channels, kernelSize: first, strides: 2, padding: 'valid', activation: 'relu' }),
          layer(kind, { poolSize: size, strides: size === strides ? null : strides, padding }),
          layer('flatten'),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }));
      }),
      { numRuns: 30, seed: SEED },
    ),
  );
  test('of dense layers and normalization', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 4, max: 9 }),
        async (units, next, batchSize) => {
          const layers = [
            layer('flatten'),
            layer('dense', { units, activation: 'relu' }),
            layer('batchNormalization'),
            layer('dense', { units: next, activation: 'gelu' }),
          ];
          await compareIfValid(experimentOf(layers, { batchSize }));
        },
      ),
      { numRuns: 20, seed: SEED },
    ));
});
