import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { schedule } from './entry';
import { factorField } from './fields';

/** factor ^ epoch, falling within epochs too (Keras's ExponentialDecay, not staircase) */
export const exponential = schedule({
  title: 'Exponential',
  help: 'Falls steadily, by the same factor each epoch.',
  schema: v.object({ kind: v.literal('exponential'), factor: number }),
  defaults: { kind: 'exponential', factor: 0.9 },
  fields: [factorField('The share of the learning rate that is left after each epoch.')],
  rate: ({ factor }, base, { epoch }) => base * factor ** epoch,
  // The derivative of (epoch + step) * factor^epoch is 0 here.
  peaks: ({ factor }, { step }) => [-1 / Math.log(factor) - step],
  withMoreEpochs: 'restarts',
  words: ({ factor }) => `× ${formatNumber(factor)} each epoch`,
  issues: () => [],
});
