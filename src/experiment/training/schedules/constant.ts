import * as v from 'valibot';
import { schedule } from './entry';

export const constant = schedule({
  title: 'Constant',
  help: 'The learning rate does not change.',
  schema: v.object({ kind: v.literal('constant') }),
  defaults: { kind: 'constant' },
  fields: [],
  rate: (_, base) => base,
  peaks: () => [],
  withMoreEpochs: 'goesOn',
  words: () => 'constant',
  issues: () => [],
});
