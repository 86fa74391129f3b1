import { MODELS, sampleTree } from '@tests/support/classical-models';
import { describe, expect, it } from 'vitest';
import { prepareData } from '@/dataset/prepare';
import { fitClassifier } from '@/engine/classical/classifier';
import { CLASSICAL_KINDS, CLASSICAL_MODELS } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { readModel, type SavedModel } from '@/storage/runs/models';
import { tinyData } from '../worker/laboratory-fixture';

const PIXELS = 784;
const row = (model: unknown) => ({ savedAt: 5, model });
const modelOf = <K extends SavedModel['kind']>(kind: K) => MODELS.find((model) => model.kind === kind) as Extract<SavedModel, { kind: K }>;

it.each(MODELS)('a sound model ($kind) is read as it was kept', (model) => {
  expect(readModel(PIXELS)(row(model))).toEqual(row(model));
});

it.each(CLASSICAL_KINDS)('what a fit of %s leaves is sound', async (kind) => {
  const { data, training } = defaultExperiment();
  const prepared = prepareData(tinyData, data, training.seed, training.classWeights);
  const work = { signal: new AbortController().signal, breathe: async () => undefined };
  const model = kind === 'randomForest' ? { ...CLASSICAL_MODELS[kind].defaults, trees: 3 } : CLASSICAL_MODELS[kind].defaults;
  const state = (await fitClassifier(model, { data: prepared, seed: 1, ...work })).toState();
  expect(readModel(PIXELS)(row(state))).toEqual(row(state));
});

describe('a damaged model counts as absent', () => {
  const tree = (change: Partial<ReturnType<typeof sampleTree>>) => ({
    ...modelOf('decisionTree'),
    tree: { ...sampleTree(), ...change },
  });
  const logistic = modelOf('logisticRegression');
  const neighbours = modelOf('nearestNeighbours');
  it.each([
    ['nothing', null],
    ['a network’s weights', { weights: [], slots: [], updates: 0 }],
    ['another kind', { ...logistic, kind: 'oracle' }],
    ['an answer that is no class', { ...modelOf('mostFrequent'), answer: 2 }],
    ['weights of too few pixels', { ...logistic, weights: new Float64Array(100) }],
    ['a weight that is no number', { ...logistic, weights: logistic.weights.map(() => Number.NaN) }],
    ['weights of a class that does not exist', { ...logistic, present: Uint8Array.of(0, 5) }],
    ['plain lists for weights', { ...logistic, weights: [...logistic.weights] }],
    ['no neighbours', { ...neighbours, k: 0 }],
    ['directions without a mean', { ...neighbours, basis: { ...neighbours.basis, mean: new Float64Array(0) } }],
    ['a question that leads back to itself', tree({ next: Int32Array.of(0, 1, 2) })],
    ['a question that leads out of the tree', tree({ next: Int32Array.of(3, 1, 2) })],
    ['a tree that ends with a question', tree({ pixels: Uint16Array.of(3, 0xffff, 4) })],
    ['a pixel outside the image', tree({ pixels: Uint16Array.of(784, 0xffff, 0xffff) })],
    ['an answer that is not there', tree({ next: Int32Array.of(2, 1, 3) })],
    ['arrays of different lengths', tree({ thresholds: Uint8Array.of(9) })],
    ['an empty tree', tree({ pixels: new Uint16Array(0), thresholds: new Uint8Array(0), next: new Int32Array(0) })],
    ['a forest without trees', { ...modelOf('randomForest'), trees: [] }],
    ['a forest with one bad tree', { ...modelOf('randomForest'), trees: [sampleTree(), tree({ next: Int32Array.of(0, 1, 2) }).tree] }],
  ])('%s', (_what, model) => {
    expect(readModel(PIXELS)(row(model))).toBeNull();
  });
});
