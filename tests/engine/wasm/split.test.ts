import { layer } from '@tests/engine/support/networks';
import { describe, expect, test, vi } from 'vitest';
import type { PreparedData } from '@/dataset/types';
import type { Network } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { createWasmEngine } from '@/engine/wasm/engine';
import { onDataset } from '@/experiment/data/on-dataset';
import { type OwnId, storeEntry } from '@/experiment/data/own';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { createRandom } from '@/experiment/random';
import { experimentOf, randomData, type Setting, shaken } from './fixtures';
import { startNodeShare } from './node-split';
import { distance, largestOf } from './reference';

const data = randomData(64, 10, 11);

/** As near as another order of sums lets it be. */
const TOLERANCE = 1e-5;

/** Compiles over so many workers (1: one thread), uses, disposes. */
async function using<T>(experiment: Experiment, workers: number, use: (network: Network) => Promise<T>, from = data): Promise<T> {
  const split = { workers, startHelper: startNodeShare, eager: true };
  const engine = await createWasmEngine({ threads: 1, split });
  const network = await engine.compile(experiment, from);
  expect(network.runsOn).toBe(workers === 1 ? '1 thread' : `${workers} workers`);
  try {
    return await use(network);
  } finally {
    network.dispose();
    engine.dispose();
  }
}

const batchOf = (step: number, length = 8) => Uint32Array.from({ length }, (_, i) => (step * length + i * 3) % 64);

/** A batch, a smaller one and two that are too small for a share of three, from shaken weights. */
const run = (experiment: Experiment, workers: number, from = data, images?: Uint8Array) =>
  using(
    experiment,
    workers,
    async (network) => {
      const state = await network.getState();
      network.setState({ ...state, weights: shaken(state.weights, 4) });
      const sizes = images ? [8, 8] : [8, 5, 2, 1];
      sizes.forEach((size, step) => {
        network.trainStep(batchOf(step, size), step, 0.01, step === 0 ? images : undefined);
      });
      const after = await network.getState();
      return { ...(await network.readSteps()), after };
    },
    from,
  );

type Ran = Awaited<ReturnType<typeof run>>;

function expectSame(own: Ran, other: Ran): void {
  expect(distance(own.losses, other.losses)).toBeLessThan(TOLERANCE);
  expect(own.correct).toEqual(other.correct);
  expect(own.after.updates).toBe(other.after.updates);
  const pairs = [own, other].map(({ after }) => [...after.weights, ...after.slots.flat()]);
  const least = 0.01 * Math.max(...other.after.slots.flat().map(largestOf));
  pairs[1]!.forEach((wanted, i) => {
    expect(distance(pairs[0]![i]!, wanted, least)).toBeLessThan(TOLERANCE);
  });
}

const dense = (): Layer[] => [layer('flatten'), layer('dense', { units: 20, activation: 'tanh' })];
const convolutional = (): Layer[] => [
  layer('conv2d', { filters: 5, activation: 'relu' }),
  layer('maxPooling2d'),
  layer('separableConv2d', { filters: 6 }),
  layer('flatten'),
  layer('dense', { units: 9, activation: 'relu' }),
];
const withDropout = (): Layer[] => [
  layer('conv2d', { filters: 3 }),
  layer('dropout', { rate: 0.4 }),
  layer('flatten'),
  layer('dense', { units: 7, activation: 'tanh' }),
  layer('dropout', { rate: 0.5 }),
];
const penalized = (): Layer[] => [layer('flatten'), layer('dense', { units: 12, l1: 1e-3, l2: 1e-2, activation: 'tanh' })];

const recurrent = (): Layer[] => [
  layer('reshape', { targetShape: [14, 56] }),
  layer('gru', { units: 7, returnSequences: true }),
  layer('dropout', { rate: 0.3 }),
  layer('lstm', { units: 6, returnSequences: true, l2: 1e-2 }),
  layer('simpleRnn', { units: 5 }),
];

/** An Experiment on a data set of one's own, of 9 x 7 pixels in color. */
function ownColor(): { experiment: Experiment; images: PreparedData } {
  const dataset: OwnId = `own-${'5'.repeat(64)}`;
  const random = createRandom(3);
  const classNames = ['one', 'two', 'three'];
  storeEntry(dataset, { kind: 'images', name: 'Color', itemShape: [9, 7, 3], classNames, counts: { train: 64, test: 0 }, files: [] });
  const experiment = experimentOf(convolutional(), { batchSize: 8, optimizer: momentum });
  const pixels = Uint8Array.from({ length: 64 * 9 * 7 * 3 }, () => random.below(256));
  const targets = Uint8Array.from({ length: 64 }, () => random.below(3));
  const images = { ...data, pixels, targets, classNames, height: 9, width: 7, channels: 3 };
  return { experiment: { ...experiment, data: onDataset(experiment.data, dataset) }, images };
}

const momentum = { kind: 'momentum', momentum: 0.9, nesterov: false } as const;
const clipped = (kind: 'value' | 'norm' | 'globalNorm') => ({ optimizer: momentum, training: { clipping: { kind, limit: 0.05 } } });
const CASES: [string, () => Layer[], Setting][] = [
  ['dense', dense, { optimizer: momentum }],
  ['convolutions', convolutional, { optimizer: momentum }],
  ['dropout', withDropout, { optimizer: momentum }],
  ['recurrent layers', recurrent, { optimizer: momentum }],
  ['L1 and L2', penalized, { optimizer: momentum }],
  ['clipping by value, with L2', penalized, clipped('value')],
  ['clipping by norm', convolutional, clipped('norm')],
  ['clipping by the global norm', penalized, clipped('globalNorm')],
  ['mean squared error', dense, { optimizer: momentum, training: { loss: 'meanSquaredError' } }],
  ['two classes', dense, { optimizer: momentum, task: { kind: 'pair', classes: [0, 1] } }],
];

describe('a batch split over workers trains as on one thread', () => {
  test.each(CASES)('%s', async (_, layers, setting) => {
    const experiment = experimentOf(layers(), { batchSize: 8, ...setting });
    const classes = setting.task?.kind === 'pair' ? randomData(64, 2, 5) : data;
    const one = await run(experiment, 1, classes);
    expectSame(await run(experiment, 2, classes), one);
    expectSame(await run(experiment, 3, classes), one);
  });

  test('class weights', async () => {
    const weighed = { ...data, classWeights: Float32Array.from({ length: 10 }, (_, i) => 0.3 + 0.2 * i) };
    const experiment = experimentOf(dense(), { batchSize: 8, optimizer: momentum });
    expectSame(await run(experiment, 2, weighed), await run(experiment, 1, weighed));
  });

  test('images given as bytes, which are the caller’s again at once', async () => {
    const experiment = experimentOf(convolutional(), { batchSize: 8, optimizer: momentum });
    const changed = () => data.pixels.slice(9 * 784, 17 * 784).map((pixel) => 255 - pixel);
    expectSame(await run(experiment, 2, data, changed()), await run(experiment, 1, data, changed()));
    const [kept, lost] = [changed(), changed()];
    const losses = (images: Uint8Array, spoil: boolean) =>
      using(experiment, 2, async (network) => {
        network.trainStep(batchOf(0), 0, 0.01);
        network.trainStep(batchOf(1), 1, 0.01, images);
        if (spoil) images.fill(0);
        return (await network.readSteps()).losses;
      });
    expect(await losses(lost, true)).toEqual(await losses(kept, false));
  });

  test('color images of one’s own, of which a worker has never heard', async () => {
    const { experiment, images } = ownColor();
    expectSame(await run(experiment, 2, images), await run(experiment, 1, images));
  });

  test('and repeats itself to the last bit', async () => {
    const experiment = experimentOf(withDropout(), { batchSize: 8, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } });
    const first = await run(experiment, 3);
    expect(await run(experiment, 3)).toEqual(first);
  });
});

describe('a split network', () => {
  const experiment = () => experimentOf(withDropout(), { batchSize: 8, optimizer: momentum });

  test('starts from the initial state, and answers in the order of the questions', async () => {
    const own = experiment();
    await using(own, 2, async (network) => {
      expect(await network.getState()).toEqual(initialState(own));
      const before = network.logits(Uint32Array.of(1, 2));
      network.trainStep(batchOf(0), 0, 0.1);
      const after = network.logits(Uint32Array.of(1, 2));
      network.setState(initialState(own));
      const again = network.logits(Uint32Array.of(1, 2));
      expect(await after).not.toEqual(await before);
      expect(await again).toEqual(await before);
    });
  });

  test('goes on from a state as if it had never stopped', async () => {
    const steps = (network: Network, from: number, to: number) => {
      for (let step = from; step < to; step++) network.trainStep(batchOf(step), step, 0.01);
    };
    const [half, whole] = await using(experiment(), 2, async (network) => {
      steps(network, 0, 3);
      const middle = await network.getState();
      steps(network, 3, 6);
      return [middle, await network.getState()];
    });
    const resumed = await using(experiment(), 2, async (network) => {
      network.setState(half!);
      steps(network, 3, 6);
      return network.getState();
    });
    expect(resumed).toEqual(whole);
  });

  test('keeps the results of more steps than fit into memory', async () => {
    const small = experimentOf([layer('flatten'), layer('dense', { units: 3 })], { batchSize: 4 });
    await using(small, 2, async (network) => {
      const before = network.memory();
      for (let step = 0; step < 1100; step++) network.trainStep(batchOf(step, 4), step, 0.001);
      const { losses } = await network.readSteps();
      expect(losses).toHaveLength(1100);
      expect(losses.every(Number.isFinite)).toBe(true);
      expect(network.memory()).toEqual(before);
    });
  });

  test('refuses what does not fit, and stays as it was', async () => {
    await using(experiment(), 2, async (network) => {
      const state = await network.getState();
      expect(() => network.setState({ ...state, weights: state.weights.slice(1) })).toThrow(RangeError);
      expect(() => network.trainStep(new Uint32Array(9), 0, 0.01)).toThrow(RangeError);
      expect(() => network.trainStep(batchOf(0), 0, 0.01, new Uint8Array(5))).toThrow(RangeError);
      expect(await network.getState()).toEqual(state);
    });
  });
});

describe('the workers', () => {
  const experiment = () => experimentOf(dense(), { batchSize: 8, optimizer: momentum });

  test('are kept from one network to the next, in the middle of steps too', async () => {
    const startHelper = vi.fn(startNodeShare);
    const engine = await createWasmEngine({ threads: 1, split: { workers: 2, startHelper, eager: true } });
    for (let i = 0; i < 3; i++) {
      const network = await engine.compile(experiment(), data);
      for (let step = 0; step < 4; step++) network.trainStep(batchOf(step), step, 0.01);
      const read = network.readSteps();
      if (i === 2) expect((await read).losses).toHaveLength(4);
      else read.catch(() => {});
      network.dispose();
      expect(network.memory().bytes).toBe(0);
      await vi.waitFor(() => expect(network.runsOn).toBe('2 workers'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    engine.dispose();
    expect(startHelper).toHaveBeenCalledTimes(1);
  });

  test('are done without where one does not start', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const startHelper = () => ({
      ...startNodeShare(),
      post() {},
      listen: (say: (said: { failed: string }) => void) => say({ failed: 'no' }),
    });
    const engine = await createWasmEngine({ threads: 1, split: { workers: 2, startHelper, eager: true } });
    const network = await engine.compile(experiment(), data);
    expect(network.runsOn).toBe('1 thread');
    network.trainStep(batchOf(0), 0, 0.01);
    expect((await network.readSteps()).losses).toHaveLength(1);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
    engine.dispose();
  });

  test('fail together: whoever waits is told, and nothing works from then on', async () => {
    const started: ReturnType<typeof startNodeShare>[] = [];
    const startHelper = () => {
      const helper = startNodeShare();
      started.push(helper);
      return helper;
    };
    const engine = await createWasmEngine({ threads: 1, split: { workers: 2, startHelper, eager: true } });
    const network = await engine.compile(experiment(), data);
    started[0]!.terminate();
    network.trainStep(batchOf(0), 0, 0.01);
    const read = network.readSteps();
    started[0]!.kill();
    await expect(read).rejects.toMatchObject({ code: 'worker-lost' });
    network.trainStep(batchOf(1), 1, 0.01);
    await expect(network.getState()).rejects.toMatchObject({ code: 'worker-lost' });
    network.dispose();
    engine.dispose();
  });
});
