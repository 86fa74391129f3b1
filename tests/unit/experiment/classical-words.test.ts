import { expect, test } from 'vitest';
import { CLASSICAL_KINDS, CLASSICAL_MODELS, type ClassicalModel, classicalEntry } from '@/experiment/classical/models';

const HERE = { pixels: 784, classes: 10, trainingImages: 54_000 };
const { logisticRegression, nearestNeighbours, decisionTree, randomForest } = CLASSICAL_MODELS;

const learnsWords = (model: ClassicalModel, here: typeof HERE): string => classicalEntry(model).learns(model, here);

test('what a model learns is counted where it can be', () => {
  expect(learnsWords(logisticRegression.defaults, HERE)).toBe(
    'It learns 784 × 10 weights, one for each pixel and class, and 10 biases: 7,850 numbers.',
  );
  expect(learnsWords(nearestNeighbours.defaults, HERE)).toContain('all 54,000 training images');
  expect(learnsWords({ ...decisionTree.defaults, maxDepth: 5 }, HERE)).toContain('at most 32 leaves');
  expect(learnsWords({ ...randomForest.defaults, trees: 1 }, HERE)).toContain('1 tree,');
});

test('a number that is not there yet, or says nothing, is left out', () => {
  for (const maxDepth of [null, Number.NaN, 0, -3, 2.5, 1000]) {
    expect(learnsWords({ ...decisionTree.defaults, maxDepth }, HERE)).not.toContain('leaves');
  }
  expect(learnsWords({ ...randomForest.defaults, trees: Number.NaN }, HERE)).not.toContain('NaN');
  expect(learnsWords(nearestNeighbours.defaults, { ...HERE, trainingImages: 0 })).not.toContain('0');
});

test('every model says in a sentence what it learns and why it has no curve, each in its own words', () => {
  const words = CLASSICAL_KINDS.flatMap((kind) => [learnsWords(CLASSICAL_MODELS[kind].defaults, HERE), CLASSICAL_MODELS[kind].noCurve]);
  expect(new Set(words).size).toBe(2 * CLASSICAL_KINDS.length);
  expect(words.every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true);
});
