import { train } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createTfjsEngine } from '@/engine/tfjs';
import { effectiveOptimizer } from '@/engine/tfjs/optimizers';
import { OPTIMIZERS } from '@/experiment/training/optimizers';
import type { Optimizer } from '@/experiment/training/types';
import { expectClose } from './expecting';
import { batchAt, experimentOf, layer, randomData } from './helpers';
import { referenceNetwork } from './reference-loss';

const RATE = 0.01;
const STEPS = 10;
const COUNT = 24;

/** TensorFlow.js's own optimizer of the same options. */
function theirs(optimizer: Optimizer) {
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
  }
}

/** Ten steps of both, each on the gradients of its own weights; the reference's come from the tape. */
async function compareOptimizer(optimizer: Optimizer): Promise<void> {
  const layers = [
    layer('conv2d', { filters: 2, strides: 3, l2: 0.01 }),
    layer('flatten'),
    layer('dense', { units: 6, activation: 'tanh' }),
  ];
  const experiment = experimentOf(layers, { optimizer });
  const data = randomData(COUNT);
  const engine = await createTfjsEngine({ prefer: 'cpu' });
  const network = await engine.compile(experiment, data);
  const reference = referenceNetwork(experiment, data, (await network.getState()).weights);
  const other = theirs(optimizer);
  for (let step = 0; step < STEPS; step++) {
    const batch = batchAt(step * 8, 8, COUNT);
    network.trainStep(batch, step, RATE);
    const { grads } = reference.gradients(batch, step);
    other.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    for (const each of Object.values(grads)) each.dispose();
  }
  const { weights, updates } = await network.getState();
  expect(updates).toBe(STEPS);
  weights.forEach((weight, i) => {
    expectClose(weight, reference.variables[i]!.dataSync(), 2e-5);
  });
  network.dispose();
  other.dispose();
  reference.dispose();
}

const cases: Record<string, Optimizer> = {
  sgd: { kind: 'sgd' },
  momentum: { kind: 'momentum', momentum: 0.9, nesterov: false },
  nesterov: { kind: 'momentum', momentum: 0.9, nesterov: true },
  rmsprop: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-5 },
  'rmsprop with momentum': { kind: 'rmsprop', rho: 0.9, momentum: 0.5, epsilon: 1e-5 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 },
  // TensorFlow.js's Adagrad takes no epsilon but its backend's, 1e-7.
  adagrad: { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7 },
};

test.each(Object.keys(cases))('%s: ten steps as TensorFlow.js’s own', async (name) => {
  await compareOptimizer(cases[name]!);
});

test('16-bit floats ask for a larger epsilon', () => {
  const adam = OPTIMIZERS.adam.defaults;
  expect(effectiveOptimizer(adam, false)).toBe(adam);
  expect(effectiveOptimizer(adam, true)).toEqual({ ...adam, epsilon: 1e-4 });
  const large: Optimizer = { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 0.01 };
  expect(effectiveOptimizer(large, true)).toBe(large);
  expect(effectiveOptimizer({ kind: 'sgd' }, true)).toEqual({ kind: 'sgd' });
});
