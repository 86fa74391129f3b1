import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';

/** Always says the mean of the training rows (DummyRegressor). */
export const mean = classicalModel({
  title: 'Mean',
  help: 'Looks at no column and always says the mean of the training rows: what every other model has to beat.',
  schema: v.object({ kind: v.literal('mean') }),
  defaults: { kind: 'mean' },
  fields: [],
  usesClassWeights: false,
  keepsImages: false,
  words: () => 'Mean',
  learns: () => 'It learns one number: the mean of the target over the training rows.',
  noCurve: 'No curve: it takes the mean of the training rows once, and that is all it learns.',
});
