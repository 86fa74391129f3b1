import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { expect, test } from 'vitest';
import { dropoutKey, dropoutMask } from '@/engine/dropout';
import type { Network, NetworkState } from '@/engine/engine';
import { initialState } from '@/engine/initial-state';
import { createTfjsEngine } from '@/engine/tfjs';
import { OPTIMIZER_NAMES, OPTIMIZERS, type Optimizer } from '@/experiment/training/optimizers';
import { withoutLeak } from './expecting';

const COUNT = 16;
const data = randomData(COUNT);

const tiny = (optimizer: Optimizer = OPTIMIZERS.adam.defaults, seed = 7) =>
  experimentOf(
    [
      layer('averagePooling2d', { poolSize: 7 }),
      layer('flatten'),
      layer('dropout', { rate: 0.3 }),
      layer('dense', { units: 3, l2: 0.01 }),
      layer('batchNormalization', { momentum: 0.5 }),
    ],
    { optimizer, seed },
  );

function train(network: Network, from: number, to: number): void {
  for (let step = from; step < to; step++) network.trainStep(batchAt(step * 4, 4, COUNT), step, 0.05);
}

const compile = async (experiment = tiny()) => (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);

test.each(OPTIMIZER_NAMES)('%s: a state put into another network goes on as if never interrupted', async (name) => {
  await withoutLeak(async () => {
    const [whole, first, second] = [
      await compile(tiny(OPTIMIZERS[name].defaults)),
      await compile(tiny(OPTIMIZERS[name].defaults)),
      await compile(tiny(OPTIMIZERS[name].defaults)),
    ];
    train(whole, 0, 6);
    train(first, 0, 3);
    second.setState(await first.getState());
    train(second, 3, 6);
    expect(await second.getState()).toEqual(await whole.getState());
    expect((await second.readSteps()).losses).toEqual((await whole.readSteps()).losses.slice(3));
    for (const each of [whole, first, second]) each.dispose();
  });
});

test('starts from the initial state, and copies it out and in', async () => {
  await withoutLeak(async () => {
    const network = await compile();
    const start = await network.getState();
    expect(start).toEqual(initialState(tiny()));
    start.weights[0]!.fill(9);
    expect((await network.getState()).weights[0]![0]).not.toBe(9);
    const mine = initialState(tiny());
    network.setState(mine);
    train(network, 0, 2);
    expect(mine).toEqual(initialState(tiny()));
    network.dispose();
  });
});

test('refuses a state that does not fit, and keeps its own', async () => {
  await withoutLeak(async () => {
    const network = await compile();
    const state = await network.getState();
    const wrong: NetworkState[] = [
      { ...state, weights: state.weights.slice(1) },
      { ...state, weights: state.weights.map((each) => each.slice(1)) },
      { ...state, slots: [] },
      { ...state, slots: state.slots.map((slot) => slot.slice(1)) },
      { ...state, slots: state.slots.map((slot) => slot.map((each) => new Float32Array(each.length + 1))) },
    ];
    for (const each of wrong) expect(() => network.setState(each)).toThrow(RangeError);
    expect(await network.getState()).toEqual(state);
    network.dispose();
  });
});

test('the same seed repeats a run, another does not; seed 0 is one like any', async () => {
  await withoutLeak(async () => {
    const losses = async (seed: number) => {
      const network = await compile(tiny(OPTIMIZERS.sgd.defaults, seed));
      train(network, 0, 4);
      const read = await network.readSteps();
      network.dispose();
      return read.losses;
    };
    expect(await losses(0)).toEqual(await losses(0));
    expect(await losses(0)).not.toEqual(await losses(1));
  });
});

/** What dropout lets through in a step, read off the gradient of a kernel that sees the dropped inputs. */
async function passed(step: number, seed: number): Promise<boolean[]> {
  const network = await compile(experimentOf([layer('flatten'), layer('dropout', { rate: 0.5 })], { seed }));
  const before = await network.getState();
  network.trainStep(Uint32Array.of(0), step, 1);
  const after = await network.getState();
  network.dispose();
  return Array.from({ length: 784 }, (_, i) =>
    before.weights[0]!.subarray(i * 10, i * 10 + 10).some((w, k) => w !== after.weights[0]![i * 10 + k]),
  );
}

test('dropout masks are those of dropoutMask: new each step, the same for a seed, 0 included', async () => {
  const seen = data.pixels.subarray(0, 784);
  const expected = (step: number, seed: number) =>
    Array.from(dropoutMask(dropoutKey(seed, 1, step), 0.5, 784), (kept, i) => kept > 0 && seen[i] !== data.offset);
  for (const seed of [0, 5]) for (const step of [0, 1]) expect(await passed(step, seed)).toEqual(expected(step, seed));
  expect(await passed(0, 0)).not.toEqual(await passed(1, 0));
});

test('batch normalization’s moving numbers follow the batches', async () => {
  await withoutLeak(async () => {
    const network = await compile(
      experimentOf([layer('averagePooling2d', { poolSize: 28 }), layer('batchNormalization', { momentum: 0.9 }), layer('flatten')]),
    );
    network.trainStep(batchAt(0, 4, COUNT), 0, 0.1);
    const means = Array.from(
      { length: 4 },
      (_, i) => data.pixels.subarray(i * 784, (i + 1) * 784).reduce((sum, byte) => sum + (byte - data.offset) * data.factor, 0) / 784,
    );
    const mean = means.reduce((sum, x) => sum + x, 0) / 4;
    const variance = means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4;
    const { weights } = await network.getState();
    expect(weights[2]![0]).toBeCloseTo(0.1 * mean, 5);
    expect(weights[3]![0]).toBeCloseTo(0.9 + 0.1 * variance, 5);
    network.dispose();
  });
});
