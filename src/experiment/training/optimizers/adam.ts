import { optimizer } from './entry';
import { ADAM_DEFAULTS, ADAM_OPTIONS, adamFields, optionsOf } from './fields';

/**
 * m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g^2;
 * w -= lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon) (Kingma and Ba 2015, algorithm 1)
 */
export const adam = optimizer({
  title: 'Adam',
  help: 'Momentum and per-weight step sizes together: a good first choice.',
  schema: optionsOf('adam', ADAM_OPTIONS),
  defaults: { kind: 'adam', ...ADAM_DEFAULTS },
  fields: adamFields,
  learningRate: 0.001,
  slots: () => ({ m: 0, v: 0 }),
});
