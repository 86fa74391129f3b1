import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';
import { counted } from '@/experiment/words/numbers';

/** Least squares (LinearRegression): of all solutions that fit equally well, the one with the smallest weights. */
export const linearRegression = classicalModel({
  title: 'Linear regression',
  help: 'A weighted sum of the inputs, with the weights that make the squared errors smallest.',
  schema: v.object({ kind: v.literal('linearRegression') }),
  defaults: { kind: 'linearRegression' },
  fields: [],
  usesClassWeights: false,
  keepsImages: false,
  words: () => 'Linear regression',
  learns: (_, { pixels }) => `It learns ${counted(pixels, 'weight')}, one for each input, and a bias.`,
  noCurve: 'No curve: its weights follow from the training rows in one go, so there are no epochs to follow.',
});
