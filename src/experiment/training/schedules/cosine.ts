import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { schedule } from './entry';

/** From 1 to finalShare along half a cosine over the run's epochs, and finalShare from there on (Loshchilov and Hutter 2017; Keras's CosineDecay) */
export const cosine = schedule({
  title: 'Cosine',
  help: 'Falls slowly, then fast, then slowly again, until the last epoch.',
  schema: v.object({ kind: v.literal('cosine'), finalShare: number }),
  defaults: { kind: 'cosine', finalShare: 0 },
  fields: [
    {
      name: 'finalShare',
      label: 'final share',
      help: 'The share of the learning rate that is left at the end.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      exclusiveMax: true,
    },
  ],
  rate({ finalShare }, base, { epoch, epochs }) {
    const fallen = (1 - Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
    return base * (1 - (1 - finalShare) * fallen);
  },
  planned: true,
  words: ({ finalShare }) => `cosine to ${finalShare === 0 ? '0' : `${formatNumber(finalShare)} of it`}`,
  issues: () => [],
});
