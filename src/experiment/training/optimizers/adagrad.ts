import { number } from '@/experiment/schema-parts';
import { optimizer } from './entry';
import { epsilonField, optionsOf } from './fields';

/** a = a + g^2; w -= lr * g / sqrt(a + epsilon), with a starting at initialAccumulatorValue (Keras's Adagrad) */
export const adagrad = optimizer({
  title: 'Adagrad',
  help: 'Steps shrink for weights that have already moved a lot.',
  schema: optionsOf('adagrad', { initialAccumulatorValue: number, epsilon: number }),
  defaults: { kind: 'adagrad', initialAccumulatorValue: 0.1, epsilon: 1e-7 },
  fields: [
    {
      name: 'initialAccumulatorValue',
      label: 'initial accumulator value',
      help: 'Where the sum of squared gradients starts; a larger value makes the first steps smaller.',
      type: 'number',
      min: 0,
      max: 10,
      step: 0.1,
    },
    epsilonField,
  ],
  learningRate: 0.001,
  slots: ({ initialAccumulatorValue }) => ({ accumulator: initialAccumulatorValue }),
});
