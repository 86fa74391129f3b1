import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { optimizer } from './entry';
import { momentumField, optionsOf } from './fields';

/** v = momentum * v - lr * g; w += v, or with nesterov w += momentum * v - lr * g (Keras's SGD). An entry of its own, since people choose it as one. */
export const momentum = optimizer({
  title: 'SGD with momentum',
  help: 'Gradient descent that keeps rolling in the direction it was going.',
  schema: optionsOf('momentum', { momentum: number, nesterov: v.boolean() }),
  defaults: { kind: 'momentum', momentum: 0.9, nesterov: false },
  fields: [
    momentumField,
    { name: 'nesterov', label: 'nesterov', help: 'Looks ahead along the momentum before it corrects.', type: 'boolean' },
  ],
  learningRate: 0.01,
  slots: () => ({ velocity: 0 }),
});
