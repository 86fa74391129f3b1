import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import { fitModel, restoreModel } from '@/engine/classical/fitted-model';
import type { ClassTree } from '@/engine/classical/tables/class-tree';
import type { ClassicalModel } from '@/experiment/classical/models';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { readModel } from '@/storage/runs/models';
import { answersOf, free } from './fixtures';
import { CLASSES, golden, goldenImages } from './golden-file';

const WIDTH = golden.side ** 2;

/** The golden images as rows of numbers: their pixels are the columns of a table. */
const rowsOf = (factor: number, weights: number[] | null = null): PreparedData => ({
  ...goldenImages,
  pixels: new Uint8Array(0),
  classWeights: weights && Float32Array.from(weights),
  table: { inputs: Float32Array.from(goldenImages.pixels, (byte) => byte * factor), width: WIDTH, target: null },
});

async function fitted(model: ClassicalModel, data: PreparedData, seed = 1) {
  const fit = await fitModel(model, { data, seed, ...free() });
  // What is stored says the same, and is sound.
  const row = readModel(WIDTH)({ savedAt: 0, model: structuredClone(fit.toState()) });
  if (!row) throw new Error('not sound');
  const answers = await fit.probabilities(data.test, free());
  const again = restoreModel(row.model, data);
  expect([again.kind, await again.probabilities(data.test, free())]).toEqual([model.kind, answers]);
  const asked = data.table!.inputs.subarray(WIDTH * golden.train);
  expect(await again.probabilitiesOf(asked, free())).toEqual(answers);
  return { fit, answers };
}

const furthest = (ours: Float32Array, theirs: number[]) =>
  theirs.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - ours[i]!)),
    ours.length === theirs.length ? 0 : Number.POSITIVE_INFINITY,
  );

describe('scikit-learn and ours, on the same rows', () => {
  it.each(golden.logistic)('logistic regression with C = $C, class weights $weights and classes $classes', async (case_) => {
    const { C, classes, weights, probabilities } = case_;
    const all = rowsOf(1 / 255, weights);
    const data = { ...all, train: all.train.filter((i) => classes.includes(all.targets[i]!)) };
    const { fit, answers } = await fitted({ kind: 'logisticRegression', C, maxIterations: 5000 }, data);
    expect(fit.notes).toEqual([]);
    expect(
      furthest(
        answers.filter((_, at) => classes.includes(at % CLASSES)),
        probabilities,
      ),
    ).toBeLessThan(1e-3);
    expect(answers.filter((_, at) => !classes.includes(at % CLASSES)).every((share) => share === 0)).toBe(true);
  });

  it.each(golden.neighbours)('the $k nearest neighbors, $weights', async ({ k, weights, predicted, probabilities }) => {
    const { answers } = await fitted({ kind: 'nearestNeighbours', k, weights }, rowsOf(1));
    expect(furthest(answers, probabilities)).toBeLessThan(1e-6);
    expect(answersOf(answers, CLASSES)).toEqual(predicted);
  });

  it.each(golden.trees)('a tree of depth $maxDepth with $minSamplesLeaf rows a leaf and class weights $weights', async (theirs) => {
    const { maxDepth, minSamplesLeaf, weights, features, thresholds, probabilities } = theirs;
    const { fit, answers } = await fitted({ kind: 'decisionTree', maxDepth, minSamplesLeaf }, rowsOf(1, weights));
    const [tree] = (fit.toState() as { trees: ClassTree[] }).trees;
    const inner = features.map((feature) => feature >= 0);
    expect(Array.from(tree!.features, (feature) => (feature < 0 ? -2 : feature))).toEqual(features);
    expect(Array.from(tree!.thresholds, Math.floor).filter((_, i) => inner[i])).toEqual(thresholds.filter((_, i) => inner[i]));
    expect(furthest(answers, probabilities)).toBeLessThan(1e-6);
  });
});

describe('models of classes on rows', () => {
  const share = (answers: Float32Array, data: PreparedData) =>
    answersOf(answers, CLASSES).filter((label, i) => label === data.targets[data.test[i]!]).length / data.test.length;

  it('a forest is better than its first tree, and the same for the same seed', async () => {
    const data = rowsOf(1 / 255);
    const forest = CLASSICAL_MODELS.randomForest.defaults;
    const [whole, again, other, one] = await Promise.all([
      fitted({ ...forest, trees: 40 }, data),
      fitted({ ...forest, trees: 40 }, data),
      fitted({ ...forest, trees: 40 }, data, 2),
      fitted({ ...forest, trees: 1 }, data),
    ]);
    expect(again.answers).toEqual(whole.answers);
    expect(other.answers).not.toEqual(whole.answers);
    expect(share(whole.answers, data)).toBeGreaterThan(share(one.answers, data));
    for (let i = 0; i < data.test.length; i++) {
      const sum = whole.answers.subarray(i * CLASSES, (i + 1) * CLASSES).reduce((all, value) => all + value, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it('the most frequent class is named for every row', async () => {
    const data = rowsOf(1);
    const { answers } = await fitted({ kind: 'mostFrequent' }, data);
    const counts = Array.from({ length: CLASSES }, (_, c) => data.train.filter((i) => data.targets[i] === c).length);
    expect(new Set(answersOf(answers, CLASSES))).toEqual(new Set([counts.indexOf(Math.max(...counts))]));
  });

  it('a stored tree that asks in circles, or about inputs that are not there, is not sound', async () => {
    const { fit } = await fitted({ kind: 'decisionTree', maxDepth: 4, minSamplesLeaf: 1 }, rowsOf(1));
    const read = (change: (tree: ClassTree) => void) => {
      const state = structuredClone(fit.toState()) as { trees: ClassTree[] };
      change(state.trees[0]!);
      return readModel(WIDTH)({ savedAt: 0, model: state });
    };
    expect(read(() => undefined)).not.toBeNull();
    expect(read(({ next }) => next.fill(0, 0, 1))).toBeNull();
    expect(read(({ features }) => features.fill(WIDTH, 0, 1))).toBeNull();
    expect(read((tree) => Object.assign(tree, { shares: tree.shares.subarray(1) }))).toBeNull();
  });
});
