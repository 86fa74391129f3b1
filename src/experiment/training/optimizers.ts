import type { Field } from '@/experiment/field';
import type { Optimizer, OptimizerName } from './types';

/**
 * The optimizers, defined. With g the gradient of the loss (L1 / L2 included), lr the learning rate, t the update's number from 1:
 * - sgd: w -= lr * g
 * - momentum: v = momentum * v - lr * g; w += v (nesterov: w += momentum * v - lr * g), as Keras does
 * - rmsprop: s = rho * s + (1 - rho) * g^2; u = momentum * u + lr * g / sqrt(s + epsilon); w -= u
 * - adam: m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g^2;
 *   w -= lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015, algorithm 1)
 * - adagrad: a = a + g^2; w -= lr * g / sqrt(a + epsilon), a starting at initialAccumulatorValue
 * - adadelta: a = rho * a + (1 - rho) * g^2; u = g * sqrt(d + epsilon) / sqrt(a + epsilon); d = rho * d + (1 - rho) * u^2; w -= lr * u
 *   (Zeiler 2012; d as it was before the update)
 * - adamax: m as adam's; u = max(beta2 * u, |g|); w -= lr / (1 - beta1^t) * m / (u + epsilon) (Kingma and Ba 2015, algorithm 2)
 * - adamw: w -= lr * weightDecay * w for every trainable weight, biases included; then adam's step (Loshchilov and Hutter 2019, as Keras does)
 * - nadam: m and v as adam's; w -= lr * h / (sqrt(v / (1 - beta2^t)) + epsilon), with
 *   h = u(t+1) * m / (1 - U(t+1)) + (1 - u(t)) * g / (1 - U(t)), u(t) = beta1 * (1 - 0.5 * 0.96^t), U(t) = u(1) * … * u(t) (Dozat 2016, as
 *   Keras does; `nadamSchedule` gives u and U)
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

const adamFields: Field[] = [
  decay('beta1', 'beta 1', 'How slowly the remembered gradient follows the batches.'),
  { ...decay('beta2', 'beta 2', 'How slowly the remembered squared gradient follows the batches.'), step: 0.001 } as Field,
  epsilon,
];

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
    fields: adamFields,
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
  adadelta: {
    title: 'Adadelta',
    help: 'Sizes each step by how far the last ones went; it was made for a learning rate of 1, Keras starts it far lower.',
    learningRate: 0.001,
    defaults: { kind: 'adadelta', rho: 0.95, epsilon: 1e-7 },
    fields: [decay('rho', 'rho', 'How slowly the remembered gradients and steps follow the batches.'), epsilon],
  },
  adamax: {
    title: 'Adamax',
    help: 'Adam with the largest recent gradient in place of its mean square: steadier where gradients are rare.',
    learningRate: 0.001,
    defaults: { kind: 'adamax', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    fields: adamFields,
  },
  adamw: {
    title: 'AdamW',
    help: 'Adam that also shrinks every weight a little at each step, against overfitting.',
    learningRate: 0.001,
    defaults: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004 },
    fields: [
      ...adamFields,
      {
        name: 'weightDecay',
        label: 'weight decay',
        help: 'The share of each weight taken away at each step, times the learning rate.',
        type: 'number',
        min: 0,
        max: 10,
        step: 0.001,
      },
    ],
  },
  nadam: {
    title: 'Nadam',
    help: 'Adam that looks ahead along its momentum before it corrects.',
    learningRate: 0.001,
    defaults: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    fields: adamFields,
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
    case 'adamw':
    case 'nadam':
      return ['m', 'v'];
    case 'adagrad':
      return ['accumulator'];
    case 'adadelta':
      return ['accumulator', 'delta'];
    case 'adamax':
      return ['m', 'u'];
  }
}

/** Nadam's u and U at update t and at the next one. */
export interface NadamSchedule {
  u: number;
  uNext: number;
  product: number;
  productNext: number;
}

/** What multiplies beta1 in u(t). */
const nadamShare = (t: number): number => 1 - 0.5 * 0.96 ** t;

/** 0.5 * 0.96^t is below a double's precision beside 1 from here on. */
const NADAM_SETTLED = 1000;

/** Products of the shares of the updates 1 to t, by t; made once, since they are wanted at each step. */
const NADAM_SHARES: number[] = [];
let settledShares = 1;
for (let t = 0; t <= NADAM_SETTLED; t++) {
  if (t > 0) settledShares *= nadamShare(t);
  NADAM_SHARES.push(settledShares);
}

/**
 * The momentum that Nadam gives the update number `t` (from 1) and the next one, and the products of all up to them. They follow from t alone,
 * so that nothing has to be remembered: the part of the product that is not beta1^t stops changing after a thousand updates.
 */
export function nadamSchedule(beta1: number, t: number): NadamSchedule {
  const [u, uNext] = [beta1 * nadamShare(t), beta1 * nadamShare(t + 1)];
  const product = beta1 ** t * (NADAM_SHARES[t] ?? settledShares);
  return { u, uNext, product, productNext: product * uNext };
}
