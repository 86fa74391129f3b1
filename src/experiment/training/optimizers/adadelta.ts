import { number } from '@/experiment/schema-parts';
import { settingWarning } from '@/experiment/setting-issue';
import { optimizer } from './entry';
import { decayField, epsilonField, optionsOf } from './fields';

/** Below it, a few epochs on Fashion-MNIST leave one hidden layer far from what it reaches at 1. */
const LEAST_USEFUL_RATE = 0.1;

/**
 * a = rho * a + (1 - rho) * g^2; u = g * sqrt(d + epsilon) / sqrt(a + epsilon); d = rho * d + (1 - rho) * u^2; w -= lr * u
 * (Zeiler 2012, where lr is 1; u uses d from before the update)
 */
export const adadelta = optimizer({
  title: 'Adadelta',
  help: 'Sizes each step by how far the last ones went. It was designed for a learning rate of 1; Keras’s default is 0.001.',
  schema: optionsOf('adadelta', { rho: number, epsilon: number }),
  defaults: { kind: 'adadelta', rho: 0.95, epsilon: 1e-7 },
  fields: [decayField('rho', 'rho', 'How slowly the running means of gradients and steps follow the batches.'), epsilonField],
  learningRate: 0.001,
  slots: () => ({ accumulator: 0, delta: 0 }),
  rateIssues(learningRate) {
    if (!(learningRate > 0 && learningRate < LEAST_USEFUL_RATE)) return [];
    const message = `Adadelta finds the size of its steps by itself; multiplied by ${learningRate} they are too small to learn much.`;
    return [{ ...settingWarning('learningRate', message), mend: { label: 'Use 1, as in its paper', value: 1 } }];
  },
});
