import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { settingWarning } from '@/experiment/setting-issue';
import { epochsInWords, formatNumber } from '@/experiment/words/numbers';
import { schedule } from './entry';
import { factorField } from './fields';

/** factor ^ floor(epoch / every) */
export const step = schedule({
  title: 'Steps',
  help: 'Drops suddenly, every few epochs.',
  schema: v.object({ kind: v.literal('step'), every: number, factor: number }),
  defaults: { kind: 'step', every: 2, factor: 0.5 },
  fields: [
    { name: 'every', label: 'every', help: 'Epochs from one drop to the next.', type: 'integer', min: 1, max: 1000 },
    factorField('The share of the learning rate that is left after each drop.'),
  ],
  rate: ({ every, factor }, base, { epoch }) => base * factor ** Math.floor(epoch / every),
  // The warm-up rises up to each drop. The values there, n * every * factor^(n-1), are largest next to n = -1 / ln(factor).
  // Where those lie beyond the warm-up or the run, the last drop within both comes nearest.
  peaks: ({ every, factor }, { warmupEpochs, epochs }) => {
    const drop = Math.floor(-1 / Math.log(factor));
    const last = Math.floor(Math.min(warmupEpochs, epochs) / every);
    return [drop, drop + 1, last].filter((n) => n >= 1).map((n) => n * every);
  },
  withMoreEpochs: 'goesOn',
  words: ({ every, factor }) => `× ${formatNumber(factor)} every ${epochsInWords(every)}`,
  issues({ every }, { epochs }) {
    if (!(epochs >= 1 && every >= epochs)) return [];
    const message = `The learning rate would first fall after ${epochsInWords(every)}, but the run has only ${epochs}.`;
    return [settingWarning('every', message)];
  },
});
