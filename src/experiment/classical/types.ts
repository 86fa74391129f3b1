/**
 * A classical model with its options, under scikit-learn's meanings. All learn from the pixels of one image as a plain list of numbers.
 * - mostFrequent: always says the commonest class of the training images; what every other model has to beat
 * - logisticRegression: one weight per pixel and class, L2 with strength 1 / C (scikit-learn's sums, not means), up to maxIterations
 * - nearestNeighbours: the k training images with the smallest Euclidean distance vote, alike or by 1 / distance
 * - decisionTree: Gini, best split over all pixels; `maxDepth` `null` is without limit
 * - randomForest: trees over images drawn with replacement (`bootstrap`), each split over `maxFeatures` pixels drawn anew; `null` is the
 *   square root of their number, all pixels is the number of bytes of an image
 */
export type ClassicalModel =
  | { kind: 'mostFrequent' }
  | { kind: 'logisticRegression'; C: number; maxIterations: number }
  | { kind: 'nearestNeighbours'; k: number; weights: 'uniform' | 'distance' }
  | { kind: 'decisionTree'; maxDepth: number | null; minSamplesLeaf: number }
  | {
      kind: 'randomForest';
      trees: number;
      maxDepth: number | null;
      minSamplesLeaf: number;
      maxFeatures: number | null;
      bootstrap: boolean;
    };

export type ClassicalKind = ClassicalModel['kind'];

/** The options of one kind. */
export type ModelOf<K extends ClassicalKind> = Extract<ClassicalModel, { kind: K }>;
