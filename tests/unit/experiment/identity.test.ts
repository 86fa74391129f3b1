import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSICAL_MODELS } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { canonical, computesTheSame, contentKey, differences, epochKey, sameContent, speedKey, testKey } from '@/experiment/identity';
import { matchingPreset, PRESETS } from '@/experiment/presets/starters';
import { parseExperiment } from '@/experiment/schema';

/** The same value with the keys of every object in the opposite order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
};

const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('is the same for the same content, and another for another', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(canonical(reversed(one))).toBe(canonical(one));
      expect(JSON.parse(canonical(one))).toEqual(written(one));
      expect(canonical(one) === canonical(other)).toBe(isDeepStrictEqual(written(one), written(other)));
    }),
  );
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});

it.each(PRESETS)('a preset is known again when it comes from storage: $id', ({ id, layers }) => {
  const experiment = { ...defaultExperiment(), model: { kind: 'network' as const, layers } };
  const stored = parseExperiment(JSON.parse(JSON.stringify(reversed(experiment))));
  expect(stored && matchingPreset(layersOf(stored))).toBe(id);
});

describe('a content key', () => {
  it('is that of the content, on every computer', () => {
    expect(contentKey({ b: null, a: [1, 2] })).toBe('d09074b8fa9dbd5d04713e6c73de4b1c');
    // FNV-1a with 128 bits of the one byte "7".
    expect(contentKey(7)).toBe('d228cb693d1a8caf78912b704e4a4bde');
  });

  it('is equal exactly where the content is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(contentKey(reversed(one))).toBe(contentKey(one));
        expect(contentKey(one) === contentKey(other)).toBe(sameContent(one, other));
      }),
    );
  });
});

describe('Experiments', () => {
  const base = defaultExperiment();
  const withTraining = (change: Partial<Experiment['training']>): Experiment => ({ ...base, training: { ...base.training, ...change } });
  const withLayers = (change: (layers: ReturnType<typeof layersOf>) => ReturnType<typeof layersOf>): Experiment => ({
    ...base,
    model: { kind: 'network', layers: change(layersOf(base)) },
  });

  it('compute the same whatever they and their layers are called', () => {
    const renamed = withLayers((layers) => layers.map((layer, i) => ({ ...layer, id: `other ${i}` })));
    expect(computesTheSame(base, { ...renamed, name: 'another name' })).toBe(true);
    expect(computesTheSame(base, reversed(base) as Experiment)).toBe(true);
  });

  it('differ in the settings that have other content', () => {
    expect(differences(base, withTraining({ learningRate: 0.5, seed: 2 }))).toEqual(['training.learningRate', 'training.seed']);
    expect(differences(base, { ...base, data: { ...base.data, trainSize: 10 } })).toEqual(['data.trainSize']);
    expect(
      differences(
        base,
        withLayers((layers) => layers.slice(0, 1)),
      ),
    ).toEqual(['layer.2']);
    expect(differences(base, withTraining({ epochs: Number.NaN }))).toEqual(['training.epochs']);
  });

  it('of classical models differ in nothing that does not count for them', () => {
    const neighbors: Experiment = { ...base, model: { kind: 'classical', classical: CLASSICAL_MODELS.nearestNeighbours.defaults } };
    const other = withTraining({ learningRate: 9, epochs: 77, classWeights: { kind: 'balanced' } }).training;
    expect(differences(neighbors, { ...neighbors, training: other })).toEqual([]);
    expect(differences(neighbors, { ...neighbors, training: { ...other, seed: 5 } })).toEqual(['training.seed']);
    const tree: Experiment = { ...base, model: { kind: 'classical', classical: CLASSICAL_MODELS.decisionTree.defaults } };
    expect(differences(tree, { ...tree, training: other })).toEqual(['training.classWeights']);
    expect(differences(base, neighbors)).toContain('model');
  });

  it('of one speed key may have other data, epochs and options of the optimizer', () => {
    const slower = withTraining({ epochs: 50, seed: 3, learningRate: 1 });
    expect(speedKey(slower)).toBe(speedKey(base));
    expect(epochKey(slower)).toBe(epochKey(base));
    const fewer: Experiment = { ...base, data: { ...base.data, trainSize: 100 } };
    expect(speedKey(fewer)).toBe(speedKey(base));
    expect(epochKey(fewer)).not.toBe(epochKey(base));
    expect(speedKey(withTraining({ batchSize: 65 }))).not.toBe(speedKey(base));
  });

  it('have comparable scores where question and test images are the same', () => {
    expect(testKey(withTraining({ seed: 9, epochs: 1 }))).toBe(testKey(base));
    const pooled = (seed: number): Experiment => ({
      ...withTraining({ seed }),
      data: {
        ...base.data,
        split: { kind: 'pooled', sizes: 'shares', train: 0.8, validation: 0.1, test: 0.1, stratified: true, validationIsTest: false },
      },
    });
    expect(testKey(pooled(1))).not.toBe(testKey(pooled(2)));
  });
});
