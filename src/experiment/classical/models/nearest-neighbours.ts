import * as v from 'valibot';
import { number } from '@/experiment/schema-parts';
import { settingError } from '@/experiment/setting-issue';
import { formatCount, formatNumber, imagesInWords } from '@/experiment/words/numbers';
import { classicalModel } from './entry';

const title = 'k nearest neighbors';

/** The k training images with the smallest Euclidean distance vote, each alike or by 1 / distance. */
export const nearestNeighbours = classicalModel({
  title,
  help: 'Learns nothing: it looks for the training images that are most alike and lets them vote.',
  schema: v.object({ kind: v.literal('nearestNeighbours'), k: number, weights: v.picklist(['uniform', 'distance']) }),
  defaults: { kind: 'nearestNeighbours', k: 5, weights: 'uniform' },
  fields: [
    { name: 'k', label: 'k', help: 'How many training images vote.', type: 'integer', min: 1, max: 1000 },
    {
      name: 'weights',
      label: 'weights',
      help: 'Whether all votes count the same, or nearer images more.',
      type: 'choice',
      options: ['uniform', 'distance'],
      titles: { uniform: 'all the same', distance: 'nearer counts more' },
    },
  ],
  usesClassWeights: false,
  keepsImages: true,
  words: ({ k, weights }) => `${title}, k ${formatNumber(k)}${weights === 'distance' ? ', nearer counts more' : ''}`,
  learns(_, { trainingImages }) {
    const kept = trainingImages > 0 ? `all ${formatCount(trainingImages)}` : 'all';
    return `It keeps ${kept} training images, and compares each new image with every one of them.`;
  },
  noCurve: 'No curve: it learns nothing beforehand. It keeps the training images, and does its work when it is asked.',
  issues: ({ k }, trainingImages) =>
    k <= trainingImages ? [] : [settingError('k', `There are only ${imagesInWords(trainingImages)} to choose ${k} neighbors from.`)],
});
