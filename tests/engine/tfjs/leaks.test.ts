import '@tensorflow/tfjs-backend-cpu';
import { memory } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import { createTfjsEngine } from '@/engine/tfjs';
import { OPTIMIZER_NAMES, OPTIMIZERS } from '@/experiment/training/optimizers';
import type { TrainingSpec } from '@/experiment/training/types';

const COUNT = 8;

const tiny = (training: Partial<TrainingSpec> = {}) =>
  experimentOf(
    [
      layer('maxPooling2d', { poolSize: 7 }),
      layer('batchNormalization'),
      layer('conv2d', { filters: 2, l1: 0.01, activation: 'softmax' }),
      layer('averagePooling2d', { poolSize: 3, padding: 'same' }),
      layer('dropout'),
      layer('flatten'),
      layer('dense', { units: 2, activation: 'gelu' }),
    ],
    { optimizer: OPTIMIZERS.adam.defaults, ...training },
  );

const compile = async (training: Partial<TrainingSpec> = {}) =>
  (await createTfjsEngine({ prefer: 'cpu' })).compile(tiny(training), randomData(COUNT));

test('a thousand steps leave as many tensors as one', async () => {
  const network = await compile();
  network.trainStep(batchAt(0, 4, COUNT), 0, 0.01);
  await network.readSteps();
  const before = network.memory().tensors;
  for (let step = 1; step <= 1000; step++) {
    network.trainStep(batchAt(step, 4, COUNT), step, 0.01);
    if (step % 50 === 0) expect((await network.readSteps()).losses.length).toBe(50);
  }
  expect(network.memory().tensors).toBe(before);
  network.dispose();
});

test.each(OPTIMIZER_NAMES)('%s: steps with images, clipping and a squared error leave as many tensors as one', async (name) => {
  for (const kind of ['value', 'norm', 'globalNorm'] as const) {
    const network = await compile({
      optimizer: OPTIMIZERS[name].defaults,
      clipping: { kind, limit: 0.01 },
      loss: 'meanSquaredError',
    });
    network.trainStep(batchAt(0, 4, COUNT), 0, 0.01);
    await network.readSteps();
    const before = network.memory().tensors;
    for (let step = 1; step < 6; step++) network.trainStep(batchAt(step, 4, COUNT), step, 0.01, new Uint8Array(4 * 784).fill(step));
    await network.readSteps();
    expect(network.memory().tensors).toBe(before);
    network.dispose();
  }
});

test('a hundred cycles of compile, train, save, restore, dispose leave none', async () => {
  const before = memory().numTensors;
  for (let cycle = 0; cycle < 100; cycle++) {
    const network = await compile();
    network.trainStep(batchAt(cycle, 4, COUNT), 0, 0.01);
    network.setState(await network.getState());
    await network.logits(batchAt(0, 3, COUNT));
    await network.logitsOf(new Uint8Array(784));
    await network.penalty();
    network.dispose();
  }
  expect(memory().numTensors).toBe(before);
});

test('a step that throws leaves nothing behind, and the state as it was', async () => {
  const network = await compile();
  const before = network.memory().tensors;
  const state = await network.getState();
  expect(() => network.trainStep(new Uint32Array(0), 0, 0.01)).toThrow();
  expect(network.memory().tensors).toBe(before);
  expect(await network.getState()).toEqual(state);
  network.dispose();
});
