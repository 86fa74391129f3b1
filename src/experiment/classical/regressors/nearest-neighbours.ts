import * as v from 'valibot';
import { classicalModel } from '@/experiment/classical/models/entry';
import { number } from '@/experiment/schema-parts';
import { settingError } from '@/experiment/setting-issue';
import { formatNumber, rowsInWords } from '@/experiment/words/numbers';

/** The mean of the k training rows with the smallest Euclidean distance, each alike or by 1 / distance (KNeighborsRegressor). */
export const nearestNeighboursRegressor = classicalModel({
  title: 'k nearest neighbors',
  help: 'Learns nothing: it looks for the training rows that are most alike and takes the mean of their numbers.',
  schema: v.object({ kind: v.literal('nearestNeighboursRegressor'), k: number, weights: v.picklist(['uniform', 'distance']) }),
  defaults: { kind: 'nearestNeighboursRegressor', k: 5, weights: 'uniform' },
  fields: [
    { name: 'k', label: 'k', help: 'How many training rows are averaged.', type: 'integer', min: 1, max: 1000 },
    {
      name: 'weights',
      label: 'weights',
      help: 'Whether all count the same, or nearer rows more.',
      type: 'choice',
      options: ['uniform', 'distance'],
      titles: { uniform: 'all the same', distance: 'nearer counts more' },
    },
  ],
  usesClassWeights: false,
  keepsImages: true,
  words: ({ k, weights }) => `k nearest neighbors, k ${formatNumber(k)}${weights === 'distance' ? ', nearer counts more' : ''}`,
  learns: (_, { trainingImages }) =>
    `It keeps ${trainingImages > 0 ? `all ${rowsInWords(trainingImages)}` : 'all rows'} to learn from, and compares each new row with every one of them.`,
  noCurve: 'No curve: it learns nothing beforehand. It keeps the training rows, and does its work when it is asked.',
  issues: ({ k }, trainingRows) =>
    k <= trainingRows ? [] : [settingError('k', `There are only ${rowsInWords(trainingRows)} to choose ${k} neighbors from.`)],
});
