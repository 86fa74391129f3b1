import type { ClassicalModel } from '@/experiment/classical/types';
import { formatCount } from '@/experiment/words/numbers';

interface Surroundings {
  /** Bytes of an image. */
  pixels: number;
  /** Classes of the task. */
  classes: number;
  /** Images to learn from; 0 while nobody knows. */
  trainingImages: number;
}

/** Beyond so many questions in a row, the leaves that a tree could have are more than there are images: the figure says nothing. */
const TELLING_DEPTH = 16;

/** What a classical model has learnt once it has: what the parameters are for a network. */
export function learnsWords(model: ClassicalModel, { pixels, classes, trainingImages }: Surroundings): string {
  switch (model.kind) {
    case 'mostFrequent':
      return 'It learns one thing: which class has the most training images.';
    case 'logisticRegression': {
      const numbers = formatCount((pixels + 1) * classes);
      return `It learns ${pixels} × ${classes} weights, one for each pixel and class, and ${classes} biases: ${numbers} numbers.`;
    }
    case 'nearestNeighbours': {
      const kept = trainingImages > 0 ? `all ${formatCount(trainingImages)}` : 'all';
      return `It keeps ${kept} training images, and compares each new image with every one of them.`;
    }
    case 'decisionTree':
      return `It learns one tree: which pixel to check at each step, and the threshold${leaves(model.maxDepth)}.`;
    case 'randomForest':
      return Number.isFinite(model.trees) && model.trees > 0
        ? `It learns ${formatCount(model.trees)} ${model.trees === 1 ? 'tree' : 'trees'}, whose answers are averaged.`
        : 'It learns trees, whose answers are averaged.';
  }
}

function leaves(maxDepth: number | null): string {
  const telling = maxDepth !== null && Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= TELLING_DEPTH;
  return telling ? `, with at most ${formatCount(2 ** maxDepth)} leaves` : '';
}
