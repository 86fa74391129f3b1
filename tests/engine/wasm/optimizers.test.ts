import * as tf from '@tensorflow/tfjs';
import { layer } from '@tests/engine/support/networks';
import { type ReferenceOptimizer, referenceOptimizer } from '@tests/engine/tfjs/reference-optimizers';
import { describe, expect, test } from 'vitest';
import { SCALARS, writeScalars } from '@/engine/wasm/updates';
import { planOf } from '@/experiment/network/describe';
import type { Optimizer } from '@/experiment/training/types';
import { experimentOf, randomData, withNetwork } from './fixtures';
import { distance, gradientsOf, lossOf, tensorsOf } from './reference';

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
  {
    title: 'adamax',
    optimizer: { kind: 'adamax', beta1: 0.8, beta2: 0.99, epsilon: 1e-7 },
    peer: () => tf.train.adamax(LEARNING_RATE, 0.8, 0.99, 1e-7),
  },
];

/** Those that TensorFlow.js lacks, or defines otherwise (its Adadelta divides by the squared gradients' mean from before the update). */
const OTHERS: { title: string; optimizer: Parameters<typeof referenceOptimizer>[0] }[] = [
  { title: 'adadelta', optimizer: { kind: 'adadelta', rho: 0.9, epsilon: 1e-4 } },
  { title: 'adamw', optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 2 } },
  { title: 'nadam', optimizer: { kind: 'nadam', beta1: 0.85, beta2: 0.99, epsilon: 1e-7 } },
];

const experimentWith = (optimizer: Optimizer) =>
  experimentOf(
    [
      layer('conv2d', { filters: 3, strides: 3, activation: 'tanh' }),
      layer('flatten'),
      layer('dense', { units: 5, activation: 'sigmoid', l1: 0.001, l2: 0.01 }),
    ],
    { optimizer },
  );

const data = randomData(40, 10, 9);
const batchOf = (step: number) => Uint32Array.from({ length: 4 }, (_, i) => step * 4 + i);

/** The weights after ten steps of TensorFlow.js's optimizer on its own gradients. */
function peerWeights(experiment: ReturnType<typeof experimentOf>, start: Float32Array[], optimizer: tf.Optimizer): Float32Array[] {
  const names = planOf(experiment).layers.flatMap(({ weights }) => weights.map((spec) => `${spec.layer}/${spec.name}`));
  const initial = tensorsOf(experiment, start);
  const variables = new Map(names.map((name) => [name, tf.variable(initial.get(name)!)] as const));
  for (let step = 0; step < STEPS; step++) optimizer.minimize(() => lossOf(experiment, data, batchOf(step), variables, step));
  return names.map((name) => variables.get(name)!.dataSync() as Float32Array);
}

/** The same of an optimizer in 64-bit floats, and what it remembers. */
function referenceState(experiment: ReturnType<typeof experimentOf>, start: Float32Array[], optimizer: ReferenceOptimizer) {
  const weights = start.map((values) => Float64Array.from(values));
  for (let step = 0; step < STEPS; step++) {
    const rounded = weights.map((values) => Float32Array.from(values));
    optimizer.update(weights, gradientsOf(experiment, data, batchOf(step), rounded, step).gradients, step + 1);
  }
  return { weights: weights.map((values) => Float32Array.from(values)), slots: optimizer.slots() };
}

/** The states before and after ten steps of the engine. */
const trained = (experiment: ReturnType<typeof experimentOf>, threads: number) =>
  withNetwork(
    experiment,
    data,
    async (network) => {
      const start = (await network.getState()).weights;
      for (let step = 0; step < STEPS; step++) network.trainStep(batchOf(step), step, LEARNING_RATE);
      return { start, end: await network.getState() };
    },
    threads,
  );

/** The weights moved alike, and are alike. */
function expectWeights(end: Float32Array[], wanted: Float32Array[], start: Float32Array[]): void {
  end.forEach((weights, i) => {
    const moved = (values: Float32Array) => values.map((value, j) => value - start[i]![j]!);
    expect(distance(moved(weights), moved(wanted[i]!), 1e-3)).toBeLessThan(1e-3);
    expect(distance(weights, wanted[i]!)).toBeLessThan(1e-4);
  });
}

describe('ten steps agree with TensorFlow.js', () => {
  test.each(PAIRS)('of $title', async ({ optimizer, peer }) => {
    const experiment = experimentWith(optimizer);
    const { start, end } = await trained(experiment, 1);
    expectWeights(end.weights, peerWeights(experiment, start, peer()), start);
  });
});

describe.each([1, 2])('ten steps on %i threads agree with 64-bit floats', (threads) => {
  test.each(OTHERS)('of $title', async ({ optimizer }) => {
    const experiment = experimentWith(optimizer);
    const { start, end } = await trained(experiment, threads);
    const wanted = referenceState(experiment, start, referenceOptimizer(optimizer, LEARNING_RATE));
    expectWeights(end.weights, wanted.weights, start);
    for (const [slot, arrays] of wanted.slots.entries())
      for (const [i, values] of arrays.entries()) expect(distance(end.slots[slot]![i]!, Float32Array.from(values))).toBeLessThan(1e-3);
  });
});

test('the numbers of each step are those of its optimizer after thousands of updates, too', () => {
  const floats = new Float32Array(SCALARS + 1).fill(-1);
  const beta1 = 0.9995;
  const t = 3000;
  writeScalars(floats, 1, { kind: 'nadam', beta1, beta2: 0.99, epsilon: 1e-7 }, 0.5, t);
  const momentum = (i: number) => beta1 * (1 - 0.5 * 0.96 ** i);
  const product = Array.from({ length: t }, (_, i) => momentum(i + 1)).reduce((all, u) => all * u, 1);
  expect(floats[0]).toBe(-1);
  expect(floats[1]).toBeCloseTo((0.5 * momentum(t + 1)) / (1 - product * momentum(t + 1)), 6);
  expect(floats[2]).toBeCloseTo(1 / (1 - 0.99 ** t), 6);
  expect(floats[3]).toBeCloseTo((0.5 * (1 - momentum(t))) / (1 - product), 9);
});
