import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import type { Task } from '@/experiment/data/types';
import { createRandom } from '@/experiment/random';
import type { TrainingSpec } from '@/experiment/training/types';
import { experimentOf, randomData, shaken, withNetwork } from './fixtures';
import { distance, gradientsOf, largestOf } from './reference';

const COUNT = 24;
const BATCH = 6;
const batchOf = (step: number, length = BATCH) => Uint32Array.from({ length }, (_, i) => (step * BATCH + i * 5) % COUNT);

const PAIR: Task = { kind: 'pair', classes: [2, 6] };
const TASKS: { outputs: string; task: Task; data: PreparedData; classWeights: Float32Array }[] = [
  {
    outputs: 'ten outputs',
    task: { kind: 'classes' },
    data: randomData(COUNT, 10, 8),
    classWeights: Float32Array.from({ length: 10 }, (_, i) => i / 3),
  },
  { outputs: 'one output', task: PAIR, data: randomData(COUNT, 2, 8), classWeights: Float32Array.of(0.5, 2.5) },
];

const experimentWith = (task: Task, training: Partial<TrainingSpec> = {}) =>
  experimentOf(
    [
      layer('conv2d', { filters: 3, strides: 2, activation: 'tanh' }),
      layer('dropout', { rate: 0.2 }),
      layer('flatten'),
      layer('dense', { units: 6, activation: 'sigmoid', l2: 0.01 }),
    ],
    { task, batchSize: BATCH, training },
  );

describe.each([1, 2])('on %i threads', (threads) => {
  describe.each(TASKS)('with $outputs', ({ task, data, classWeights }) => {
    test.each([
      { loss: 'crossEntropy', weighted: true },
      { loss: 'meanSquaredError', weighted: false },
      { loss: 'meanSquaredError', weighted: true },
    ] as const)('$loss (class weights: $weighted) and its gradients agree with TensorFlow.js', async ({ loss, weighted }) => {
      const experiment = experimentWith(task, { loss });
      const given = { ...data, classWeights: weighted ? classWeights : null };
      const probe = async (network: Network) => {
        const state = await network.getState();
        const weights = shaken(state.weights, 6);
        network.setState({ ...state, weights });
        network.trainStep(batchOf(1), 2, 1);
        const { slots } = await network.getState();
        return { weights, gradients: slots[0]!.map((values) => values.map((v) => -v)), results: await network.readSteps() };
      };
      const { weights, gradients, results } = await withNetwork(experiment, given, probe, threads);
      const wanted = gradientsOf(experiment, given, batchOf(1), weights, 2);
      const least = 0.01 * Math.max(...wanted.gradients.map(largestOf));
      for (const [i, values] of wanted.gradients.entries()) expect(distance(gradients[i]!, values, least)).toBeLessThan(1e-4);
      expect(Math.abs(results.losses[0]! - wanted.loss) / wanted.loss).toBeLessThan(1e-5);
    });
  });

  test('changed images train as a data set holding them would, in turn with others', async () => {
    const data = TASKS[0]!.data;
    const random = createRandom(12);
    const changed = { ...data, pixels: Uint8Array.from(data.pixels, () => random.below(256)) };
    const experiment = experimentWith({ kind: 'classes' }, { optimizer: { kind: 'nadam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } });
    const imagesOf = (batch: Uint32Array) => gather(changed.pixels, batch);
    // The wanted network holds the images as they are and, after them, the changed ones.
    const both: PreparedData = {
      ...data,
      pixels: Uint8Array.from([...data.pixels, ...changed.pixels]),
      targets: Uint8Array.from([...data.targets, ...data.targets]),
    };
    const lengths = [BATCH, 4, BATCH, BATCH, 1, 4];
    const train = (held: PreparedData, step: (network: Network, batch: Uint32Array, at: number) => void) =>
      withNetwork(
        experiment,
        held,
        async (network) => {
          for (const [at, length] of lengths.entries()) step(network, batchOf(at, length), at);
          return { state: await network.getState(), results: await network.readSteps() };
        },
        threads,
      );
    const isChanged = (at: number) => at % 3 !== 2;
    const given = await train(data, (network, batch, at) =>
      network.trainStep(batch, at, 0.01, isChanged(at) ? imagesOf(batch) : undefined),
    );
    const wanted = await train(both, (network, batch, at) =>
      network.trainStep(isChanged(at) ? batch.map((i) => i + COUNT) : batch, at, 0.01),
    );
    expect(given).toEqual(wanted);
  });
});

function gather(pixels: Uint8Array, batch: Uint32Array): Uint8Array {
  const images = new Uint8Array(batch.length * 784);
  for (const [i, image] of batch.entries()) images.set(pixels.subarray(image * 784, (image + 1) * 784), i * 784);
  return images;
}

test('class weights leave the logits and the count of hits as they are', async () => {
  const { data, classWeights } = TASKS[0]!;
  const answers = (held: PreparedData) =>
    withNetwork(experimentWith({ kind: 'classes' }), held, async (network) => {
      const logits = await network.logits(batchOf(0));
      network.trainStep(batchOf(0), 0, 0.01);
      return { logits, correct: (await network.readSteps()).correct };
    });
  expect(await answers({ ...data, classWeights })).toEqual(await answers(data));
});

test('a squared error far from its target stays finite, and so do its gradients', async () => {
  for (const { task, data } of TASKS) {
    const experiment = experimentWith(task, { loss: 'meanSquaredError' });
    await withNetwork(experiment, data, async (network) => {
      const state = await network.getState();
      network.setState({ ...state, weights: state.weights.map((values) => values.map((w) => 1e4 * w)) });
      network.trainStep(batchOf(0), 0, 1e-3);
      const { losses } = await network.readSteps();
      expect(losses.every(Number.isFinite)).toBe(true);
      expect((await network.getState()).weights.every((values) => values.every(Number.isFinite))).toBe(true);
    });
  }
});

test('images of another number than the batch are refused', async () => {
  await withNetwork(experimentWith({ kind: 'classes' }), TASKS[0]!.data, async (network) => {
    expect(() => network.trainStep(batchOf(0), 0, 0.01, new Uint8Array(784))).toThrow(RangeError);
    expect((await network.readSteps()).losses).toHaveLength(0);
  });
});

test('a thousand steps take no more memory, and going on from their middle gives the same numbers', async () => {
  const experiment = experimentWith(PAIR, {
    optimizer: { kind: 'nadam', beta1: 0.95, beta2: 0.999, epsilon: 1e-7 },
    clipping: { kind: 'globalNorm', limit: 0.5 },
    loss: 'meanSquaredError',
  });
  const data = { ...TASKS[1]!.data, classWeights: TASKS[1]!.classWeights };
  const images = gather(data.pixels, batchOf(3));
  const train = (network: Network, from: number, to: number) => {
    for (let step = from; step < to; step++) network.trainStep(batchOf(step), step, 0.001, step % 2 ? images : undefined);
  };
  const { middle, end } = await withNetwork(experiment, data, async (network) => {
    const before = network.memory();
    train(network, 0, 400);
    const middle = await network.getState();
    train(network, 400, 1000);
    expect(network.memory()).toEqual(before);
    return { middle, end: await network.getState() };
  });
  const resumed = await withNetwork(experiment, data, async (network) => {
    network.setState(middle);
    train(network, 400, 1000);
    return network.getState();
  });
  expect(resumed).toEqual(end);
});
