import { optimizer } from './entry';
import { optionsOf } from './fields';

/** w -= lr * g */
export const sgd = optimizer({
  title: 'SGD',
  help: 'Plain gradient descent: a step against the gradient of each batch.',
  schema: optionsOf('sgd', {}),
  defaults: { kind: 'sgd' },
  fields: [],
  learningRate: 0.01,
  slots: () => ({}),
});
