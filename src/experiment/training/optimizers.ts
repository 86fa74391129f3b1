import type { Field } from '@/experiment/network/fields';
import type { Optimizer, OptimizerName } from './types';

/**
 * The optimizers, defined. With g the gradient of the loss (L1 / L2 included), lr the learning rate, t the update's number from 1:
 * - sgd: w -= lr * g
 * - momentum: v = momentum * v - lr * g; w += v (nesterov: w += momentum * v - lr * g), as Keras does
 * - rmsprop: s = rho * s + (1 - rho) * g^2; u = momentum * u + lr * g / sqrt(s + epsilon); w -= u
 * - adam: m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g^2;
 *   w -= lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015, algorithm 1)
 * - adagrad: a = a + g^2; w -= lr * g / sqrt(a + epsilon), a starting at initialAccumulatorValue
 */
interface OptimizerEntry {
  title: string;
  help: string;
  /** Keras's default learning rate. */
  learningRate: number;
  defaults: Optimizer;
  fields: Field[];
}

const decay = (name: string, label: string, help: string): Field => ({
  name,
  label,
  help,
  type: 'number',
  min: 0,
  max: 1,
  step: 0.01,
  exclusiveMax: true,
});

const epsilon: Field = {
  name: 'epsilon',
  label: 'epsilon',
  help: 'A small number that keeps the division from blowing up.',
  type: 'number',
  min: 0,
  max: 1,
  step: 1e-7,
  exclusiveMin: true,
};

export const OPTIMIZERS: Record<OptimizerName, OptimizerEntry> = {
  sgd: {
    title: 'SGD',
    help: 'Plain gradient descent: a step against the gradient of each batch.',
    learningRate: 0.01,
    defaults: { kind: 'sgd' },
    fields: [],
  },
  momentum: {
    title: 'SGD with momentum',
    help: 'Gradient descent that keeps rolling in the direction it was going.',
    learningRate: 0.01,
    defaults: { kind: 'momentum', momentum: 0.9, nesterov: false },
    fields: [
      decay('momentum', 'momentum', 'How much of the last step carries over into the next.'),
      { name: 'nesterov', label: 'nesterov', help: 'Looks ahead along the momentum before it corrects.', type: 'boolean' },
    ],
  },
  rmsprop: {
    title: 'RMSprop',
    help: 'Divides each step by the recent size of the gradient, weight by weight.',
    learningRate: 0.001,
    defaults: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 },
    fields: [
      decay('rho', 'rho', 'How slowly the remembered gradient size follows the batches.'),
      decay('momentum', 'momentum', 'How much of the last step carries over into the next.'),
      epsilon,
    ],
  },
  adam: {
    title: 'Adam',
    help: 'Momentum and per-weight step sizes together: a good first choice.',
    learningRate: 0.001,
    defaults: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    fields: [
      decay('beta1', 'beta 1', 'How slowly the remembered gradient follows the batches.'),
      { ...decay('beta2', 'beta 2', 'How slowly the remembered squared gradient follows the batches.'), step: 0.001 } as Field,
      epsilon,
    ],
  },
  adagrad: {
    title: 'Adagrad',
    help: 'Steps shrink for weights that have already moved a lot.',
    learningRate: 0.001,
    defaults: { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7 },
    fields: [
      {
        name: 'initialAccumulatorValue',
        label: 'initial accumulator value',
        help: 'Where the sum of squared gradients starts; larger means a gentler start.',
        type: 'number',
        min: 0,
        max: 10,
        step: 0.1,
      },
      epsilon,
    ],
  },
};

export const OPTIMIZER_NAMES = Object.keys(OPTIMIZERS) as OptimizerName[];

/** What an optimizer remembers, one array per trainable weight under each name, in this order. */
export function slotNames(optimizer: Optimizer): string[] {
  switch (optimizer.kind) {
    case 'sgd':
      return [];
    case 'momentum':
      return ['velocity'];
    case 'rmsprop':
      return optimizer.momentum > 0 ? ['meanSquare', 'velocity'] : ['meanSquare'];
    case 'adam':
      return ['m', 'v'];
    case 'adagrad':
      return ['accumulator'];
  }
}
