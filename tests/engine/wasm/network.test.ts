import * as tf from '@tensorflow/tfjs';
import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import type { Network } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { createWasmEngine } from '@/engine/wasm/engine';
import type { Experiment } from '@/experiment/experiment';
import { experimentOf, GRADIENT_PROBE, randomData, shaken, withNetwork } from './fixtures';
import { startNodeHelper } from './node-helper';
import { distance, inputOf, largestOf, logitsOf, tensorsOf } from './reference';

const data = randomData(64, 10, 11);

/** A network with a bit of everything. */
const composite = (batchSize = 8): Experiment =>
  experimentOf(
    [
      layer('conv2d', { filters: 6, l2: 1e-3, activation: 'linear' }),
      layer('batchNormalization'),
      layer('activation', { activation: 'leakyRelu' }),
      layer('maxPooling2d'),
      layer('dropout', { rate: 0.25 }),
      layer('conv2d', { filters: 8, kernelSize: 5, strides: 2, padding: 'valid', activation: 'gelu' }),
      layer('averagePooling2d', { poolSize: 2, strides: 1, padding: 'same' }),
      layer('flatten'),
      layer('dense', { units: 33, activation: 'relu', l1: 1e-4 }),
      layer('dropout', { rate: 0.5 }),
    ],
    { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, batchSize },
  );

const batchOf = (step: number, length = 8) => Uint32Array.from({ length }, (_, i) => (step * length + i) % 64);

function train(network: Network, from: number, to: number): void {
  for (let step = from; step < to; step++) network.trainStep(batchOf(step), step, 0.003);
}

/** Compiles on so many threads, uses, disposes. */
const using = <T>(experiment: Experiment, threads: number, use: (network: Network) => Promise<T>): Promise<T> =>
  withNetwork(experiment, data, use, threads);

const run = (experiment: Experiment, threads: number, steps: number) =>
  using(experiment, threads, async (network) => {
    train(network, 0, steps);
    return { state: await network.getState(), results: await network.readSteps() };
  });

describe('a network', () => {
  test('starts from the initial state', async () => {
    const experiment = composite();
    expect(await using(experiment, 1, (network) => network.getState())).toEqual(initialState(experiment));
  });

  test('answers with the logits that TensorFlow.js computes, by position and from bytes', async () => {
    const experiment = composite(3);
    await using(experiment, 1, async (network) => {
      const state = await network.getState();
      const weights = shaken(state.weights, 2);
      network.setState({ ...state, weights });
      const indices = Uint32Array.from({ length: 64 }, (_, i) => 63 - i);
      const wanted = tf.tidy(() => {
        const logits = logitsOf(experiment, tensorsOf(experiment, weights), inputOf(data, indices), { training: false, step: 0 });
        return logits.dataSync() as Float32Array;
      });
      expect(distance(await network.logits(indices), wanted)).toBeLessThan(1e-5);
      const images = new Uint8Array(64 * 784);
      for (const [i, image] of indices.entries()) images.set(data.pixels.subarray(image * 784, (image + 1) * 784), i * 784);
      expect(await network.logitsOf(images)).toEqual(await network.logits(indices));
    });
  });

  test('repeats itself to the last bit, and a resumed run equals one never interrupted', async () => {
    const experiment = composite();
    const whole = await run(experiment, 1, 8);
    expect(await run(experiment, 1, 8)).toEqual(whole);
    const half = await run(experiment, 1, 4);
    const resumed = await using(experiment, 1, async (network) => {
      network.setState(half.state);
      train(network, 4, 8);
      return { state: await network.getState(), losses: (await network.readSteps()).losses };
    });
    expect(resumed.state).toEqual(whole.state);
    expect(resumed.losses).toEqual(whole.results.losses.slice(4));
  });

  test('trains on short batches between full ones, and counts what it gets right', async () => {
    await using(composite(), 1, async (network) => {
      network.trainStep(batchOf(0), 0, 0.01);
      network.trainStep(batchOf(1, 3), 1, 0.01);
      network.trainStep(batchOf(2), 2, 0.01);
      await network.logits(Uint32Array.of(1, 2));
      const { losses, correct } = await network.readSteps();
      expect(losses).toHaveLength(3);
      expect(correct[1]).toBeLessThanOrEqual(3);
      expect((await network.readSteps()).losses).toHaveLength(0);
    });
  });

  test('states its penalty', async () => {
    const experiment = composite();
    await using(experiment, 1, async (network) => {
      const { weights } = await network.getState();
      const squares = weights[0]!.reduce((sum, w) => sum + w * w, 0);
      // Kernel of the dense layer: after two convolutions' four weights and normalization's four.
      const absolute = weights[8]!.reduce((sum, w) => sum + Math.abs(w), 0);
      expect(await network.penalty()).toBeCloseTo(1e-3 * squares + 1e-4 * absolute, 6);
    });
  });

  test('refuses a state or a batch that does not fit, and stays as it was', async () => {
    await using(composite(), 1, async (network) => {
      const state = await network.getState();
      expect(() => network.setState({ ...state, weights: state.weights.slice(1) })).toThrow(RangeError);
      expect(() => network.trainStep(new Uint32Array(9), 0, 0.01)).toThrow(RangeError);
      expect(() => network.trainStep(new Uint32Array(0), 0, 0.01)).toThrow(RangeError);
      expect(await network.getState()).toEqual(state);
    });
  });

  test('takes the same memory after 1,100 steps, and keeps every step’s result', async () => {
    const small = experimentOf([layer('flatten'), layer('dense', { units: 3 })], { batchSize: 2 });
    await using(small, 1, async (network) => {
      const before = network.memory();
      for (let step = 0; step < 1100; step++) network.trainStep(Uint32Array.of(step % 64, 1), step, 0.001);
      expect(network.memory()).toEqual(before);
      const { losses } = await network.readSteps();
      expect(losses).toHaveLength(1100);
      expect(losses.every(Number.isFinite)).toBe(true);
      network.dispose();
      expect(network.memory()).toEqual({ tensors: 0, bytes: 0 });
    });
  });
});

describe('threads', () => {
  test.each([2, 3])('%i of them repeat themselves to the last bit, and agree with one', async (threads) => {
    const experiment = composite();
    const several = await run(experiment, threads, 6);
    expect(await run(experiment, threads, 6)).toEqual(several);
    const one = await run(experiment, 1, 6);
    expect(distance(several.results.losses, one.results.losses)).toBeLessThan(1e-4);
    // The gradients themselves (Adam would blow the rounding of a gradient that is zero up to a full step).
    const probe = { ...experiment, training: { ...experiment.training, optimizer: GRADIENT_PROBE } };
    const [own, other] = [await run(probe, threads, 1), await run(probe, 1, 1)].map(({ state }) => state.slots[0]!);
    const least = 0.01 * Math.max(...other!.map(largestOf));
    for (const [i, gradient] of other!.entries()) expect(distance(own![i]!, gradient, least)).toBeLessThan(1e-4);
  });

  test('are kept from one network to the next', async () => {
    let started = 0;
    const startHelper = () => {
      started++;
      return startNodeHelper();
    };
    const engine = await createWasmEngine({ threads: 2, startHelper, workPerThread: 1 });
    for (let i = 0; i < 3; i++) {
      const network = await engine.compile(composite(), data);
      expect(network.runsOn).toBe('2 threads');
      train(network, 0, 2);
      network.dispose();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    engine.dispose();
    expect(started).toBe(1);
  });
});

describe('the engine', () => {
  test('supports the whole table, and says in words what does not fit', async () => {
    const engine = await createWasmEngine({ threads: 1 });
    expect(engine.unsupported(composite())).toEqual([]);
    const huge = experimentOf([layer('conv2d', { filters: 1024 }), layer('conv2d', { filters: 256 }), layer('flatten')], {
      batchSize: 240,
    });
    expect(engine.unsupported(huge)).toEqual([expect.stringMatching(/GB/)]);
    const long = experimentOf([layer('reshape', { targetShape: [784, 1] }), layer('lstm', { units: 256 })], { batchSize: 256 });
    expect(engine.unsupported(long)).toEqual([expect.stringMatching(/GB.*fewer filters or units/)]);
    expect(engine.unsupported(experimentOf([layer('dense')]))).toHaveLength(1);
    engine.dispose();
  });
});
