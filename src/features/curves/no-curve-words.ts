import type { ClassicalKind } from '@/experiment/classical/types';

const WORDS: Record<ClassicalKind, string> = {
  mostFrequent: 'No curve: it counts the classes of the training images once, and that is all it learns.',
  logisticRegression: 'No curve: each of its steps looks at all training images, and what counts is where it settles, not the way there.',
  nearestNeighbours: 'No curve: it learns nothing beforehand. It keeps the training images, and does its work when it is asked.',
  decisionTree: 'No curve: a tree is built in one go, question by question, so there are no epochs to follow.',
  randomForest: 'No curve: each tree is built in one go, question by question, so there are no epochs to follow.',
};

/** Why a classical model has no curves, in a sentence. */
export const noCurveWords = ({ kind }: { kind: ClassicalKind }): string => WORDS[kind];
