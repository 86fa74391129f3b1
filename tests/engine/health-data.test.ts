import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { experimentOf, layer } from '@tests/engine/support/networks';
import { undisturbed } from '@tests/engine/support/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateGarments } from '@/dataset/garments';
import { parseIdxImages, parseIdxLabels } from '@/dataset/idx';
import { prepareData } from '@/dataset/prepare';
import type { Dataset } from '@/dataset/types';
import type { Engine } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm';
import type { Scaling } from '@/experiment/data/types';
import type { Layer } from '@/experiment/network/kinds';
import type { Optimizer } from '@/experiment/training/types';
import type { RunFailure } from '@/run/types';

/** Which runs are stopped on real losses: those that are lost, and not those that overshoot and learn all the same. */

const folder = fileURLToPath(new URL('../../../../shared/fashion-mnist/', import.meta.url));
const absent = existsSync(folder) ? '' : ` (skipped: ${folder} is not on this machine)`;
const inflate = (name: string) => new Uint8Array(gunzipSync(readFileSync(folder + name)));
const part = (name: string) => ({
  images: parseIdxImages(inflate(`${name}-images-idx3-ubyte.gz`)).pixels,
  labels: parseIdxLabels(inflate(`${name}-labels-idx1-ubyte.gz`)),
});

interface Case {
  layers: () => Layer[];
  optimizer: Optimizer;
  learningRate: number;
  batchSize: number;
  scaling?: Scaling;
  anyway?: boolean;
}

let engine: Engine;
beforeAll(async () => {
  engine = await createWasmEngine({ threads: 1 });
});
afterAll(() => engine.dispose());

/** The failure of an epoch, if there is one, and the training accuracy of the whole epoch. */
async function epochOf(dataset: Dataset, { layers, scaling = 'unit', anyway = false, ...training }: Case) {
  const plain = experimentOf(layers(), { ...training, seed: 1 });
  const experiment = { ...plain, data: { ...plain.data, scaling, trainSize: 20_000 } };
  const data = prepareData(dataset, experiment.data, 1);
  const network = await engine.compile(experiment, data);
  let failure: RunFailure | null = null;
  let accuracy = 0;
  for await (const event of undisturbed({ experiment, data, network, anyway, epochs: 1 })) {
    if (event.type === 'failed') failure = event.failure;
    if (event.type === 'epoch') accuracy = event.record.training.accuracy;
  }
  network.dispose();
  return { failure, accuracy };
}

const ADAM: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const SGD: Optimizer = { kind: 'sgd' };
const regression = () => [layer('flatten')];
const hidden = () => [layer('flatten'), layer('dense', { units: 128, activation: 'relu' })];

const LEARNING: Record<string, Case> = {
  'softmax regression on unscaled pixels, SGD .01': {
    layers: regression,
    optimizer: SGD,
    learningRate: 0.01,
    batchSize: 64,
    scaling: 'none',
  },
  'softmax regression, SGD 20': { layers: regression, optimizer: SGD, learningRate: 20, batchSize: 32 },
  'softmax regression, SGD 100': { layers: regression, optimizer: SGD, learningRate: 100, batchSize: 32 },
  'softmax regression, Adam 3': { layers: regression, optimizer: ADAM, learningRate: 3, batchSize: 32 },
  'softmax regression, Adam 10': { layers: regression, optimizer: ADAM, learningRate: 10, batchSize: 32 },
};

const LOST: Case = { layers: hidden, optimizer: ADAM, learningRate: 1, batchSize: 32 };
const UNSCALED: Case = { layers: hidden, optimizer: SGD, learningRate: 0.01, batchSize: 64, scaling: 'none' };

const garments: Dataset = { id: 'builtin-garments', source: '', itemShape: [28, 28, 1], ...generateGarments({ test: 0 }) };

describe('on the built-in garments', () => {
  it.each(Object.keys(LEARNING))('%s is left to learn', async (name) => {
    const { failure, accuracy } = await epochOf(garments, LEARNING[name]!);
    expect(failure).toBeNull();
    expect(accuracy).toBeGreaterThan(0.6);
  });

  it('a hidden layer that Adam 1 throws out is stopped, unless it is to be trained anyway', async () => {
    expect((await epochOf(garments, LOST)).failure).toMatchObject({ code: 'diverged' });
    const anyway = await epochOf(garments, { ...LOST, anyway: true });
    expect(anyway.failure).toBeNull();
    expect(anyway.accuracy).toBeGreaterThan(0);
  });

  it('a hidden layer on unscaled pixels is stopped, and the pixels are named', async () => {
    const { failure } = await epochOf(garments, UNSCALED);
    expect(failure).toMatchObject({ code: 'diverged', suggestion: expect.stringContaining('255') });
  });
});

describe.skipIf(absent !== '')(`on the real Fashion-MNIST${absent}`, () => {
  const real = (): Dataset => ({
    id: 'fashion-mnist',
    source: '',
    itemShape: [28, 28, 1],
    train: part('train'),
    test: { images: new Uint8Array(0), labels: new Uint8Array(0) },
  });

  it.each(Object.keys(LEARNING))('%s is left to learn', async (name) => {
    const { failure, accuracy } = await epochOf(real(), LEARNING[name]!);
    expect(failure).toBeNull();
    expect(accuracy).toBeGreaterThan(0.65);
  });

  it('a hidden layer that Adam 1 throws out is stopped', async () => {
    expect((await epochOf(real(), LOST)).failure).toMatchObject({ code: 'diverged' });
  });
});
