import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';
import { number } from '@/experiment/schema-parts';
import { counted, formatNumber } from '@/experiment/words/numbers';

/** Least squares with `alpha` times the squared weights added to the sum of squared errors (Ridge). */
export const ridge = classicalModel({
  title: 'Ridge',
  help: 'Linear regression whose weights are kept small: L2 with strength alpha.',
  schema: v.object({ kind: v.literal('ridge'), alpha: number }),
  defaults: { kind: 'ridge', alpha: 1 },
  fields: [
    {
      name: 'alpha',
      label: 'alpha',
      help: 'The larger, the smaller the weights are kept. 0 is linear regression.',
      type: 'number',
      min: 0,
      max: 1_000_000_000,
      step: 0.1,
    },
  ],
  usesClassWeights: false,
  keepsImages: false,
  words: ({ alpha }) => `Ridge, alpha ${formatNumber(alpha)}`,
  learns: (_, { pixels }) => `It learns ${counted(pixels, 'weight')}, one for each input and all kept small, and a bias.`,
  noCurve: 'No curve: its weights follow from the training rows in one go, so there are no epochs to follow.',
});
