import { number } from '@/experiment/schema-parts';
import { optimizer } from './entry';
import { decayField, epsilonField, momentumField, optionsOf } from './fields';

/** s = rho * s + (1 - rho) * g^2; u = momentum * u + lr * g / sqrt(s + epsilon); w -= u (Keras's RMSprop, not centered) */
export const rmsprop = optimizer({
  title: 'RMSprop',
  help: 'Divides each step by the recent size of the gradient, weight by weight.',
  schema: optionsOf('rmsprop', { rho: number, momentum: number, epsilon: number }),
  defaults: { kind: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7 },
  fields: [
    decayField('rho', 'rho', 'How slowly the running mean of the squared gradient follows the batches.'),
    momentumField,
    epsilonField,
  ],
  learningRate: 0.001,
  slots: ({ momentum }) => ({ meanSquare: 0, ...(momentum > 0 && { velocity: 0 }) }),
});
