import { describe, expect, it } from 'vitest';
import { fitClassifier } from '@/engine/classical/classifier';
import { LEAF } from '@/engine/classical/trees/tree';
import { answersOf, free } from './fixtures';
import { CLASSES, golden, goldenImages } from './golden-file';

const weighed = (weights: number[] | null) => ({ ...goldenImages, classWeights: weights && Float32Array.from(weights) });

const furthest = (ours: Float32Array, theirs: number[]) =>
  theirs.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - ours[i]!)),
    ours.length === theirs.length ? 0 : Number.POSITIVE_INFINITY,
  );

describe('scikit-learn and ours, on the same images', () => {
  it.each(golden.logistic)('logistic regression with C = $C, class weights $weights and classes $classes', async (case_) => {
    const { C, classes, weights, probabilities } = case_;
    const data = { ...weighed(weights), train: goldenImages.train.filter((i) => classes.includes(goldenImages.targets[i]!)) };
    const model = await fitClassifier({ kind: 'logisticRegression', C, maxIterations: 5000 }, { data, seed: 1, ...free() });
    expect(model.notes).toEqual([]);
    const ours = await model.probabilities(goldenImages.test, free());
    const known = ours.filter((_, at) => classes.includes(at % CLASSES));
    expect(furthest(known, probabilities)).toBeLessThan(1e-3);
    expect(ours.filter((_, at) => !classes.includes(at % CLASSES)).every((share) => share === 0)).toBe(true);
  });

  it.each(golden.logistic.slice(0, 1))(
    'logistic regression ends where it ends, whatever the scaling, when C goes along',
    async ({ probabilities }) => {
      const data = { ...goldenImages, offset: 70, factor: 1 / 50 };
      const model = await fitClassifier(
        { kind: 'logisticRegression', C: (50 / 255) ** 2, maxIterations: 5000 },
        { data, seed: 1, ...free() },
      );
      expect(furthest(await model.probabilities(goldenImages.test, free()), probabilities)).toBeLessThan(1e-3);
    },
  );

  it.each(golden.neighbours)('the $k nearest neighbours, $weights', async ({ k, weights, predicted, probabilities }) => {
    const model = await fitClassifier({ kind: 'nearestNeighbours', k, weights }, { data: goldenImages, seed: 1, ...free() });
    const ours = await model.probabilities(goldenImages.test, free());
    expect(furthest(ours, probabilities)).toBeLessThan(1e-6);
    expect(answersOf(ours, CLASSES)).toEqual(predicted);
  });

  it.each(golden.trees)('a tree of depth $maxDepth with $minSamplesLeaf images a leaf and class weights $weights', async (theirs) => {
    const { maxDepth, minSamplesLeaf, weights, features, thresholds, otherwise, probabilities } = theirs;
    const model = await fitClassifier({ kind: 'decisionTree', maxDepth, minSamplesLeaf }, { data: weighed(weights), seed: 1, ...free() });
    const { tree } = model.toState();
    const inner = features.map((feature) => feature >= 0);
    expect(Array.from(tree.pixels, (pixel) => (pixel === LEAF ? -2 : pixel))).toEqual(features);
    expect([...tree.thresholds].filter((_, i) => inner[i])).toEqual(thresholds.filter((_, i) => inner[i]));
    expect([...tree.next].filter((_, i) => inner[i])).toEqual(otherwise.filter((_, i) => inner[i]));
    expect(furthest(await model.probabilities(goldenImages.test, free()), probabilities)).toBeLessThan(1e-6);
  });
});
