import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseIdxImages, parseIdxLabels } from '@/dataset/idx';
import { prepareData } from '@/dataset/prepare';
import type { PreparedData } from '@/dataset/types';
import { fitModel, restoreModel } from '@/engine/classical/fitted-model';
import { CLASSICAL_MODELS, type ClassicalModel } from '@/experiment/classical/models';
import { defaultExperiment } from '@/experiment/defaults';
import { accuracyOn, free } from './fixtures';

const folder = fileURLToPath(new URL('../../../../shared/fashion-mnist/', import.meta.url));
const absent = existsSync(folder) ? '' : ` (skipped: ${folder} is not on this machine)`;

const inflate = (name: string) => new Uint8Array(gunzipSync(readFileSync(folder + name)));
const part = (name: string) => ({
  images: parseIdxImages(inflate(`${name}-images-idx3-ubyte.gz`)).pixels,
  labels: parseIdxLabels(inflate(`${name}-labels-idx1-ubyte.gz`)),
});

/** All images, of which the first so many training images are learnt from. */
function prepared(trainSize: number): PreparedData {
  const dataset = { id: 'fashion-mnist' as const, source: '', itemShape: [28, 28, 1] as const, train: part('train'), test: part('t10k') };
  const split = { kind: 'official', validationShare: 0, stratified: false, validationIsTest: false } as const;
  return prepareData(dataset, { ...defaultExperiment().data, dataset: 'fashion-mnist', split, trainSize }, 1);
}

/** Test accuracy over the first so many test images. */
async function accuracy(model: ClassicalModel, data: PreparedData, asked = 10_000): Promise<number> {
  const classifier = await fitModel(model, { data, seed: 1, ...free() });
  const test = data.test.subarray(0, asked);
  return accuracyOn(data, test, await classifier.probabilities(test, free()));
}

// Full-sized forests and searches take a minute; a few thousand images already tell a right model from a wrong one.
describe.skipIf(absent !== '')(`classical models on the real Fashion-MNIST${absent}`, () => {
  it('are as good as they should be on 6,000 training images', { timeout: 300_000 }, async () => {
    const data = prepared(6000);
    const { mostFrequent, logisticRegression, decisionTree, randomForest } = CLASSICAL_MODELS;
    expect(await accuracy(mostFrequent.defaults, data)).toBeCloseTo(0.1, 6);
    expect(await accuracy(logisticRegression.defaults, data)).toBeGreaterThan(0.79);
    expect(await accuracy(decisionTree.defaults, data)).toBeGreaterThan(0.72);
    expect(await accuracy({ ...randomForest.defaults, trees: 30 }, data)).toBeGreaterThan(0.83);
  });

  it('finds the same neighbours with sketches and without', { timeout: 300_000 }, async () => {
    const data = prepared(20_000);
    const asked = data.test.subarray(0, 300);
    const sketched = await fitModel({ kind: 'nearestNeighbours', k: 5, weights: 'distance' }, { data, seed: 1, ...free() });
    const probabilities = await sketched.probabilities(asked, free());
    expect(accuracyOn(data, asked, probabilities)).toBeGreaterThan(0.8);
    // A restored model has no sketches, and makes none for few images.
    const plain = restoreModel(structuredClone(sketched.toState()), data);
    for (let from = 0; from < asked.length; from += 30) {
      const few = await plain.probabilities(asked.subarray(from, from + 30), free());
      expect(few).toEqual(probabilities.slice(from * 10, (from + 30) * 10));
    }
  });
});
