import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fitClassifier } from '@/engine/classical/classifier';
import { LEAF } from '@/engine/classical/trees/tree';
import { answersOf, free, preparedOf } from './fixtures';

interface Golden {
  side: number;
  pixels: string;
  labels: string;
  train: number;
  logistic: { C: number; classes: number[]; weights: number[] | null; probabilities: number[] }[];
  neighbours: { k: number; weights: 'uniform' | 'distance'; predicted: number[]; probabilities: number[] }[];
  trees: {
    maxDepth: number;
    minSamplesLeaf: number;
    weights: number[] | null;
    features: number[];
    thresholds: number[];
    otherwise: number[];
    probabilities: number[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('../../golden/files/classical.json', import.meta.url), 'utf8')) as Golden;
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

const CLASSES = 4;
const base = preparedOf(bytes(golden.pixels), bytes(golden.labels), golden.train, golden.side, CLASSES);
const weighed = (weights: number[] | null) => ({ ...base, classWeights: weights && Float32Array.from(weights) });

const furthest = (ours: Float32Array, theirs: number[]) =>
  theirs.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - ours[i]!)),
    ours.length === theirs.length ? 0 : Number.POSITIVE_INFINITY,
  );

describe('scikit-learn and ours, on the same images', () => {
  it.each(golden.logistic)('logistic regression with C = $C, class weights $weights and classes $classes', async (case_) => {
    const { C, classes, weights, probabilities } = case_;
    const data = { ...weighed(weights), train: base.train.filter((i) => classes.includes(base.targets[i]!)) };
    const model = await fitClassifier({ kind: 'logisticRegression', C, maxIterations: 5000 }, { data, seed: 1, ...free() });
    expect(model.notes).toEqual([]);
    const ours = await model.probabilities(base.test, free());
    const known = ours.filter((_, at) => classes.includes(at % CLASSES));
    expect(furthest(known, probabilities)).toBeLessThan(1e-3);
    expect(ours.filter((_, at) => !classes.includes(at % CLASSES)).every((share) => share === 0)).toBe(true);
  });

  it.each(golden.logistic.slice(0, 1))(
    'logistic regression ends where it ends, whatever the scaling, when C goes along',
    async ({ probabilities }) => {
      const data = { ...base, offset: 70, factor: 1 / 50 };
      const model = await fitClassifier(
        { kind: 'logisticRegression', C: (50 / 255) ** 2, maxIterations: 5000 },
        { data, seed: 1, ...free() },
      );
      expect(furthest(await model.probabilities(base.test, free()), probabilities)).toBeLessThan(1e-3);
    },
  );

  it.each(golden.neighbours)('the $k nearest neighbours, $weights', async ({ k, weights, predicted, probabilities }) => {
    const model = await fitClassifier({ kind: 'nearestNeighbours', k, weights }, { data: base, seed: 1, ...free() });
    const ours = await model.probabilities(base.test, free());
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
    expect(furthest(await model.probabilities(base.test, free()), probabilities)).toBeLessThan(1e-6);
  });
});
