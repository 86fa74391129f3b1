import { type Tensor, tensor, train, type Variable } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import type { NetworkState } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { effectiveOptimizer } from '@/engine/tfjs/optimizers';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import { expectClose } from './expecting';
import { type ReferenceNetwork, referenceNetwork } from './reference-loss';
import { referenceOptimizer } from './reference-optimizers';

const RATE = 0.01;
const STEPS = 10;
const COUNT = 24;

/** Optimizers that TensorFlow.js has none of, or another one under the same name. */
type Ours = Extract<Optimizer, { kind: 'adadelta' | 'adamw' | 'nadam' }>;

/** TensorFlow.js's own optimizer of the same options. */
function theirs(optimizer: Exclude<Optimizer, Ours>) {
  switch (optimizer.kind) {
    case 'sgd':
      return train.sgd(RATE);
    case 'momentum':
      return train.momentum(RATE, optimizer.momentum, optimizer.nesterov);
    case 'rmsprop':
      return train.rmsprop(RATE, optimizer.rho, optimizer.momentum, optimizer.epsilon);
    case 'adam':
      return train.adam(RATE, optimizer.beta1, optimizer.beta2, optimizer.epsilon);
    case 'adagrad':
      return train.adagrad(RATE, optimizer.initialAccumulatorValue);
    case 'adamax':
      return train.adamax(RATE, optimizer.beta1, optimizer.beta2, optimizer.epsilon);
  }
}

const experimentWith = (optimizer: Optimizer) =>
  experimentOf(
    [layer('conv2d', { filters: 2, strides: 3, l2: 0.01 }), layer('flatten'), layer('dense', { units: 6, activation: 'tanh' })],
    { optimizer },
  );

/**
 * Ten steps of our network and of a reference network, each on the gradients of its own weights; the reference's come from the tape and are handed to
 * `apply`. Gives our state at the end.
 */
async function trainBoth(
  optimizer: Optimizer,
  apply: (reference: ReferenceNetwork, grads: Record<string, Tensor>, t: number) => void,
): Promise<NetworkState> {
  const experiment = experimentWith(optimizer);
  const data = randomData(COUNT);
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);
  const reference = referenceNetwork(experiment, data, (await network.getState()).weights);
  for (let step = 0; step < STEPS; step++) {
    const batch = batchAt(step * 8, 8, COUNT);
    network.trainStep(batch, step, RATE);
    const { grads } = reference.gradients(batch, step);
    apply(reference, grads, step + 1);
    for (const each of Object.values(grads)) each.dispose();
  }
  const state = await network.getState();
  expect(state.updates).toBe(STEPS);
  state.weights.forEach((weight, i) => {
    expectClose(weight, reference.variables[i]!.dataSync(), 2e-5);
  });
  network.dispose();
  reference.dispose();
  return state;
}

const cases: Record<string, Exclude<Optimizer, Ours>> = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9, nesterov: false },
  nesterov: { kind: 'momentum', momentum: 0.9, nesterov: true },
  rmsprop: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-5 },
  'rmsprop with momentum': { kind: 'rmsprop', rho: 0.9, momentum: 0.5, epsilon: 1e-5 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 },
  // TensorFlow.js's Adagrad takes no epsilon but its backend's, 1e-7.
  adagrad: { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7 },
  adamax: { kind: 'adamax', beta1: 0.8, beta2: 0.99, epsilon: 1e-5 },
};

test.each(Object.keys(cases))('%s: ten steps as TensorFlow.js’s own', async (name) => {
  const optimizer = cases[name]!;
  const other = theirs(optimizer);
  await trainBoth(optimizer, (_reference, grads) => {
    other.applyGradients(Object.entries(grads).map(([variable, gradient]) => ({ name: variable, tensor: gradient })));
  });
  other.dispose();
});

/** With epsilons large enough to tell where they are added. */
const ours: Ours[] = [
  // A first step is about RATE * sqrt(epsilon) / sqrt(1 - rho).
  { kind: 'adadelta', rho: 0.9, epsilon: 0.05 },
  { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-4, weightDecay: 0.5 },
  { kind: 'nadam', beta1: 0.9, beta2: 0.99, epsilon: 1e-4 },
];

test.each(ours)('$kind: ten steps as its definition in 64-bit floats', async (optimizer) => {
  const other = referenceOptimizer(optimizer, RATE);
  let weights: Float64Array[] | null = null;
  const state = await trainBoth(optimizer, ({ trained }, grads, t) => {
    weights ??= trained.map((variable) => Float64Array.from(variable.dataSync()));
    other.update(
      weights,
      trained.map(({ name }) => grads[name]!.dataSync()),
      t,
    );
    trained.forEach((variable, i) => {
      assign(variable, weights![i]!);
    });
  });
  other.slots().forEach((slot, s) => {
    slot.forEach((expected, i) => {
      expectClose(state.slots[s]![i]!, expected, 1e-4, 1e-8);
    });
  });
});

function assign(variable: Variable, values: Float64Array): void {
  const value = tensor(Float32Array.from(values), variable.shape);
  variable.assign(value);
  value.dispose();
}

test('weight decay reaches kernels and biases whose gradient is 0', async () => {
  const optimizer: Optimizer = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.5 };
  const experiment = experimentOf([layer('flatten'), layer('dense', { units: 3, activation: 'relu' }), layer('batchNormalization')], {
    optimizer,
  });
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, randomData(COUNT));
  const state = await network.getState();
  // Nothing passes the relu, so neither kernel nor bias before it has a gradient.
  state.weights[1]!.fill(-1e6);
  state.weights[0]!.fill(1);
  network.setState(state);
  network.trainStep(batchAt(0, 8, COUNT), 0, RATE);
  const after = await network.getState();
  expectClose(after.weights[0]!, new Float32Array(784 * 3).fill(1 - RATE * 0.5), 1e-6);
  expectClose(after.weights[1]!, new Float32Array(3).fill(-1e6 * (1 - RATE * 0.5)), 1e-6);
  network.dispose();
});

test('16-bit floats ask for a larger epsilon', () => {
  const adam = OPTIMIZERS.adam.defaults;
  expect(effectiveOptimizer(adam, false)).toBe(adam);
  expect(effectiveOptimizer(adam, true)).toEqual({ ...adam, epsilon: 1e-4 });
  const large: Optimizer = { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 0.01 };
  expect(effectiveOptimizer(large, true)).toBe(large);
  expect(effectiveOptimizer({ kind: 'sgd' }, true)).toEqual({ kind: 'sgd' });
  for (const name of ['adadelta', 'adamax', 'adamw', 'nadam'] as const) {
    const { defaults } = OPTIMIZERS[name];
    expect(effectiveOptimizer(defaults, true)).toEqual({ ...defaults, epsilon: 1e-4 });
  }
});
