import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { networkOf } from '@/experiment/network/network';
import type { Optimizer } from '@/experiment/training/types';
import { experimentOf, layer, randomData, withNetwork } from './fixtures';
import { distance, lossOf, tensorsOf } from './reference';

const LEARNING_RATE = 0.01;
const STEPS = 10;

/** Every optimizer beside TensorFlow.js's own. */
const PAIRS: { title: string; optimizer: Optimizer; peer: () => tf.Optimizer }[] = [
  { title: 'sgd', optimizer: { kind: 'sgd' }, peer: () => tf.train.sgd(LEARNING_RATE) },
  {
    title: 'momentum',
    optimizer: { kind: 'momentum', momentum: 0.9, nesterov: false },
    peer: () => tf.train.momentum(LEARNING_RATE, 0.9),
  },
  {
    title: 'nesterov',
    optimizer: { kind: 'momentum', momentum: 0.8, nesterov: true },
    peer: () => tf.train.momentum(LEARNING_RATE, 0.8, true),
  },
  {
    title: 'rmsprop',
    optimizer: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 },
    peer: () => tf.train.rmsprop(LEARNING_RATE, 0.9, 0, 1e-7),
  },
  {
    title: 'rmsprop with momentum',
    optimizer: { kind: 'rmsprop', rho: 0.8, momentum: 0.7, epsilon: 1e-6 },
    peer: () => tf.train.rmsprop(LEARNING_RATE, 0.8, 0.7, 1e-6),
  },
  {
    title: 'adam',
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    peer: () => tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-7),
  },
  {
    title: 'adagrad',
    optimizer: { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7 },
    peer: () => tf.train.adagrad(LEARNING_RATE, 0.1),
  },
];

const data = randomData(40, 10, 9);
const batchOf = (step: number) => Uint32Array.from({ length: 4 }, (_, i) => step * 4 + i);

/** The weights after ten steps of TensorFlow.js's optimizer on its own gradients. */
function peerWeights(experiment: ReturnType<typeof experimentOf>, start: Float32Array[], optimizer: tf.Optimizer): Float32Array[] {
  const names = networkOf(experiment).layers.flatMap(({ weights }) => weights.map((spec) => `${spec.layer}/${spec.name}`));
  const initial = tensorsOf(experiment, start);
  const variables = new Map(names.map((name) => [name, tf.variable(initial.get(name)!)] as const));
  for (let step = 0; step < STEPS; step++) optimizer.minimize(() => lossOf(experiment, data, batchOf(step), variables, step));
  return names.map((name) => variables.get(name)!.dataSync() as Float32Array);
}

describe('ten steps agree with TensorFlow.js', () => {
  test.each(PAIRS)('of $title', async ({ optimizer, peer }) => {
    const layers = [
      layer('conv2d', { filters: 3, strides: 3, activation: 'tanh' }),
      layer('flatten'),
      layer('dense', { units: 5, activation: 'sigmoid', l1: 0.001, l2: 0.01 }),
    ];
    const experiment = experimentOf(layers, { optimizer });
    const { start, end } = await withNetwork(experiment, data, async (network) => {
      const start = (await network.getState()).weights;
      for (let step = 0; step < STEPS; step++) network.trainStep(batchOf(step), step, LEARNING_RATE);
      return { start, end: (await network.getState()).weights };
    });
    const wanted = peerWeights(experiment, start, peer());
    end.forEach((weights, i) => {
      const moved = (values: Float32Array) => values.map((value, j) => value - start[i]![j]!);
      expect(distance(moved(weights), moved(wanted[i]!), 1e-3)).toBeLessThan(1e-3);
      expect(distance(weights, wanted[i]!)).toBeLessThan(1e-4);
    });
  });
});
