import { optimizer } from './entry';
import { ADAM_DEFAULTS, ADAM_OPTIONS, adamFields, optionsOf } from './fields';

/** m as Adam's; u = max(beta2 * u, |g|); w -= lr / (1 - beta1^t) * m / (u + epsilon) (Kingma and Ba 2015, algorithm 2) */
export const adamax = optimizer({
  title: 'Adamax',
  help: 'Adam with the largest recent gradient instead of its mean square: steadier where gradients are rare.',
  schema: optionsOf('adamax', ADAM_OPTIONS),
  defaults: { kind: 'adamax', ...ADAM_DEFAULTS },
  fields: adamFields,
  learningRate: 0.001,
  slots: () => ({ m: 0, u: 0 }),
});
