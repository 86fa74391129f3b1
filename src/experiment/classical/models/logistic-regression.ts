import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { formatCount, formatNumber } from '@/experiment/words/numbers';
import { classicalModel } from './entry';

const title = 'Logistic regression';

/** One weight for each pixel and class, L2 with strength 1 / C (scikit-learn's sums, not means), in at most maxIterations iterations. */
export const logisticRegression = classicalModel({
  title,
  help: 'One weight for each pixel and class: a network without hidden layers, with L2.',
  schema: v.object({ kind: v.literal('logisticRegression'), C: number, maxIterations: number }),
  defaults: { kind: 'logisticRegression', C: 1, maxIterations: 100 },
  fields: [
    {
      name: 'C',
      label: 'C',
      help: 'The smaller, the smaller the weights are kept: 1 / C is the strength of L2.',
      type: 'number',
      min: 0,
      max: 1_000_000,
      step: 0.1,
      exclusiveMin: true,
    },
    {
      name: 'maxIterations',
      label: 'maximum iterations',
      help: 'Where it stops, settled or not; each iteration goes through all training images.',
      type: 'integer',
      min: 1,
      max: 10_000,
    },
  ],
  usesClassWeights: true,
  keepsImages: false,
  words: ({ C }) => `${title}, C ${formatNumber(C)}`,
  learns(_, { pixels, classes }) {
    const numbers = formatCount((pixels + 1) * classes);
    return `It learns ${pixels} × ${classes} weights, one for each pixel and class, and ${classes} biases: ${numbers} numbers.`;
  },
  noCurve: 'No curve: each of its steps looks at all training images, and what counts is where it settles, not the way there.',
});
