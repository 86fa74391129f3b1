import { optimizer } from './entry';
import { ADAM_DEFAULTS, ADAM_OPTIONS, adamFields, optionsOf } from './fields';

/**
 * m and v as Adam's; w -= lr * h / (sqrt(v / (1 - beta2^t)) + epsilon), with h = u(t+1) * m / (1 - U(t+1)) + (1 - u(t)) * g / (1 - U(t)),
 * u(t) = beta1 * (1 - 0.5 * 0.96^t), U(t) = u(1) * … * u(t) (Dozat 2016, as Keras does; nadam-schedule.ts gives u and U)
 */
export const nadam = optimizer({
  title: 'Nadam',
  help: 'Adam that looks ahead along its momentum before it corrects.',
  schema: optionsOf('nadam', ADAM_OPTIONS),
  defaults: { kind: 'nadam', ...ADAM_DEFAULTS },
  fields: adamFields,
  learningRate: 0.001,
  slots: () => ({ m: 0, v: 0 }),
});
