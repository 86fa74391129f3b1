import * as v from 'valibot';
import { classicalModel } from './entry';

const title = 'Most frequent class';

/** Always gives the class that most training images have (DummyClassifier). */
export const mostFrequent = classicalModel({
  title,
  help: 'Looks at no pixel and always says the commonest class: what every other model has to beat.',
  schema: v.object({ kind: v.literal('mostFrequent') }),
  defaults: { kind: 'mostFrequent' },
  fields: [],
  usesClassWeights: false,
  keepsImages: false,
  words: () => title,
  learns: () => 'It learns one thing: which class has the most training images.',
  noCurve: 'No curve: it counts the classes of the training images once, and that is all it learns.',
});
