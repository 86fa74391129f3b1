import { number } from '@/experiment/schema-parts';
import { optimizer } from './entry';
import { ADAM_DEFAULTS, ADAM_OPTIONS, adamFields, optionsOf } from './fields';

/** w -= lr * weightDecay * w for every trainable weight, biases included; then Adam's step (Loshchilov and Hutter 2019, as Keras does) */
export const adamw = optimizer({
  title: 'AdamW',
  help: 'Adam that also shrinks every weight a little at each step, against overfitting.',
  schema: optionsOf('adamw', { ...ADAM_OPTIONS, weightDecay: number }),
  defaults: { kind: 'adamw', ...ADAM_DEFAULTS, weightDecay: 0.004 },
  fields: [
    ...adamFields,
    {
      name: 'weightDecay',
      label: 'weight decay',
      help: 'The share of each weight that each step removes, times the learning rate.',
      type: 'number',
      min: 0,
      max: 10,
      step: 0.001,
    },
  ],
  learningRate: 0.001,
  slots: () => ({ m: 0, v: 0 }),
});
