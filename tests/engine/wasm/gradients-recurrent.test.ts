import { layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Layer, LayerOf } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { check, compareIfValid } from './compare';
import { experimentOf } from './fixtures';

/** Recurrent layers, on one thread and on two. */

const THREADS = [1, 2] as const;
const KINDS = ['simpleRnn', 'lstm', 'gru', 'gruResetBefore'] as const;
type Kind = (typeof KINDS)[number];

/** Seven rows of seven numbers. */
const rows = (): Layer[] => [layer('averagePooling2d', { poolSize: 4 }), layer('reshape', { targetShape: [7, 7] })];

const recurrent = (kind: Kind, options: Partial<Omit<LayerOf<'lstm'>, 'id' | 'kind'>> = {}): Layer =>
  kind === 'gruResetBefore' ? layer('gru', { ...options, resetAfter: false }) : layer(kind, options);

describe.each(THREADS)('on %i threads, gradients agree with TensorFlow.js', (threads) => {
  describe.each(KINDS)('of the kind %s', (kind) => {
    test.each(ACTIVATIONS)('with the activation %s', (activation) =>
      check([...rows(), recurrent(kind, { units: 5, activation, negativeSlope: 0.2 })], {}, threads),
    );

    test('with and without sequences, stacked', () =>
      check(
        [
          ...rows(),
          recurrent(kind, { units: 6, returnSequences: true, l1: 0.003, l2: 0.02 }),
          recurrent(kind, { units: 9, returnSequences: true, useBias: false }),
          recurrent(kind, { units: 4 }),
        ],
        { batchSize: 5 },
        threads,
      ));

    test('with dropout, normalization and a rectifier between', () =>
      check(
        [
          layer('reshape', { targetShape: [14, 56] }),
          layer('dropout', { rate: 0.1 }),
          recurrent(kind, { units: 8, returnSequences: true }),
          layer('dropout', { rate: 0.3 }),
          layer('activation', { activation: 'leakyRelu' }),
          recurrent(kind, { units: 5, returnSequences: true }),
          layer('batchNormalization'),
          recurrent(kind, { units: 7 }),
          layer('dropout', { rate: 0.4 }),
          layer('dense', { units: 6, activation: 'tanh' }),
        ],
        { batchSize: 7 },
        threads,
      ));

    test('behind convolutions, whose rectifier it lets through, and before a dense layer over all steps', () =>
      check(
        [
          layer('conv2d', { filters: 3, strides: 4, activation: 'relu' }),
          layer('reshape', { targetShape: [7, 21] }),
          recurrent(kind, { units: 4, returnSequences: true }),
          layer('flatten'),
          layer('dense', { units: 5, activation: 'relu' }),
        ],
        { batchSize: 3 },
        threads,
      ));

    test('over a single step', () =>
      check([layer('averagePooling2d', { poolSize: 7 }), layer('reshape', { targetShape: [1, 16] }), recurrent(kind)], {}, threads));

    test('more units than one block of a product is deep', () =>
      check(
        [layer('averagePooling2d', { poolSize: 14 }), layer('reshape', { targetShape: [4, 1] }), recurrent(kind, { units: 389 })],
        { batchSize: 2 },
        threads,
      ));

    test('more images than one block of a product is high', () =>
      check(
        [layer('averagePooling2d', { poolSize: 14 }), layer('reshape', { targetShape: [2, 2] }), recurrent(kind, { units: 3 })],
        { batchSize: 203 },
        threads,
      ));
  });

  describe.each(['lstm', 'gru', 'gruResetBefore'] as const)('of the kind %s', (kind) => {
    test.each(ACTIVATIONS)('with the recurrent activation %s', (recurrentActivation) =>
      check([...rows(), recurrent(kind, { units: 6, recurrentActivation, negativeSlope: 0.2 })], {}, threads),
    );
  });
});

/** Of the random shapes: a run that fails can be repeated. */
const SEED = 22;

test('gradients agree over random shapes', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        kind: fc.constantFrom(...KINDS),
        steps: fc.constantFrom(1, 2, 4, 7, 14, 28),
        units: fc.integer({ min: 1, max: 19 }),
        next: fc.integer({ min: 1, max: 9 }),
        batchSize: fc.integer({ min: 1, max: 11 }),
        activation: fc.constantFrom('tanh' as const, 'sigmoid' as const, 'softmax' as const, 'gelu' as const),
        returnSequences: fc.boolean(),
        useBias: fc.boolean(),
        threads: fc.constantFrom(...THREADS, 3),
      }),
      async ({ kind, steps, units, next, batchSize, activation, returnSequences, useBias, threads }) => {
        const layers = [
          layer('reshape', { targetShape: [steps, 784 / steps] }),
          recurrent(kind, { units: next, returnSequences: true }),
          recurrent(kind, { units, activation, returnSequences, useBias }),
          layer('dropout', { rate: 0.2 }),
          layer('flatten'),
        ];
        await compareIfValid(experimentOf(layers, { batchSize }), threads);
      },
    ),
    { numRuns: 40, seed: SEED },
  ));
