import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import { fitModel, restoreModel } from '@/engine/classical/fitted-model';
import type { ClassicalModel } from '@/experiment/classical/models';
import { REGRESSORS } from '@/experiment/classical/regressors';
import { numberFigures } from '@/metrics/numbers/regression';
import { readModel } from '@/storage/runs/models';

interface Golden {
  train: number;
  inputs: number[][];
  truth: number[];
  predictions: Record<string, number[]>;
  /** R2 of a forest for some seeds. */
  forest: number[];
}

const golden = JSON.parse(readFileSync('tests/golden/files/regressors.json', 'utf8')) as Golden;
const WIDTH = 6;
const train = Uint32Array.from({ length: golden.train }, (_, row) => row);
const test = Uint32Array.from({ length: golden.truth.length - golden.train }, (_, row) => golden.train + row);

function dataOf(): PreparedData {
  const values = Float64Array.from(golden.truth);
  const mean = train.reduce((sum, row) => sum + values[row]!, 0) / train.length;
  const deviation = Math.sqrt(train.reduce((sum, row) => sum + (values[row]! - mean) ** 2, 0) / train.length);
  const standardized = Float32Array.from(values, (value) => (value - mean) / deviation);
  return {
    pixels: new Uint8Array(0),
    targets: new Uint8Array(values.length),
    classNames: ['y'],
    height: 1,
    width: WIDTH,
    channels: 1,
    train,
    validation: new Uint32Array(0),
    test,
    offset: 0,
    factor: 1,
    classWeights: null,
    augmentation: null,
    table: {
      inputs: Float32Array.from(golden.inputs.flat()),
      width: WIDTH,
      target: { name: 'y', unit: '', mean, deviation, values, standardized },
    },
  };
}

const data = dataOf();
const work = { signal: new AbortController().signal, breathe: async () => undefined };

async function predictionsOf(model: ClassicalModel, seed = 1): Promise<number[]> {
  const fitted = await fitModel(model, { ...work, data, seed });
  const { mean, deviation } = data.table!.target!;
  const answers = await fitted.probabilities(test, work);
  // What is stored says the same, and is sound.
  const row = readModel(WIDTH)({ savedAt: 0, model: structuredClone(fitted.toState()) });
  expect(row).not.toBeNull();
  expect(await restoreModel(row!.model, data).probabilities(test, work)).toEqual(answers);
  return Array.from(answers, (answer) => mean + answer * deviation);
}

describe('models that predict a number', () => {
  it.each([
    ['mean', REGRESSORS.mean.defaults],
    ['linearRegression', REGRESSORS.linearRegression.defaults],
    ['ridge', { kind: 'ridge', alpha: 7.5 }],
    ['nearestUniform', { kind: 'nearestNeighboursRegressor', k: 3, weights: 'uniform' }],
    ['nearestDistance', { kind: 'nearestNeighboursRegressor', k: 4, weights: 'distance' }],
    ['tree', { kind: 'decisionTreeRegressor', maxDepth: 4, minSamplesLeaf: 3 }],
  ] satisfies [string, ClassicalModel][])('predict what scikit-learn does: %s', async (name, model) => {
    const own = await predictionsOf(model);
    golden.predictions[name]!.forEach((value, i) => {
      expect(Math.abs(own[i]! - value)).toBeLessThan(1e-4);
    });
  });

  it('a forest is as good as scikit-learn’s, and the same for the same seed', async () => {
    const model = REGRESSORS.randomForestRegressor.defaults;
    const [one, again, other] = [await predictionsOf(model), await predictionsOf(model), await predictionsOf(model, 2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    const truth = [...test].map((row) => golden.truth[row]!);
    const mean = golden.forest.reduce((sum, r2) => sum + r2, 0) / golden.forest.length;
    const own = (numberFigures(truth, one).r2 + numberFigures(truth, other).r2) / 2;
    expect(Math.abs(own - mean)).toBeLessThan(0.02);
  });

  it('a full tree knows its training rows by heart', async () => {
    const fitted = await fitModel(REGRESSORS.decisionTreeRegressor.defaults, { ...work, data, seed: 1 });
    const answers = await fitted.probabilities(train, work);
    train.forEach((row) => {
      expect(answers[row]).toBeCloseTo(data.table!.target!.standardized[row]!, 5);
    });
  });

  it('refuse images, and data without a number', async () => {
    const fitted = await fitModel(REGRESSORS.mean.defaults, { ...work, data, seed: 1 });
    await expect(fitted.probabilitiesOf(new Uint8Array(4), work)).rejects.toThrow('rows of a table');
    const { table: _, ...images } = data;
    await expect(fitModel(REGRESSORS.ridge.defaults, { ...work, data: images, seed: 1 })).rejects.toThrow('none to predict');
  });
});
