import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import type { Clipping, Optimizer } from '@/experiment/training/types';
import { experimentOf, GRADIENT_PROBE, randomData, shaken, withNetwork } from './fixtures';
import { distance, gradientsOf, largestOf } from './reference';

const data = randomData(24, 10, 5);
const batchOf = (step: number) => Uint32Array.from({ length: 8 }, (_, i) => (step * 8 + i) % 24);

/** Convolution's gradients come in parts, one a thread; the sizes of the arrays are no multiples of four. */
const experimentWith = (clipping: Clipping, optimizer: Optimizer = GRADIENT_PROBE) =>
  experimentOf(
    [
      layer('conv2d', { filters: 3, strides: 2, activation: 'tanh', l1: 0.01, l2: 0.02 }),
      layer('batchNormalization'),
      layer('flatten'),
      layer('dense', { units: 5, activation: 'sigmoid', l1: 0.03, l2: 0.3 }),
    ],
    { optimizer, batchSize: 8, training: { clipping } },
  );

const norm = (values: Iterable<number>) => Math.hypot(...values);

/** Keras's clipvalue, clipnorm and global_clipnorm, in 64-bit floats. */
function clipped(gradients: Float32Array[], clipping: Clipping): Float32Array[] {
  const scaled = (values: Float32Array, size: number, limit: number) => values.map((g) => (g * limit) / Math.max(size, limit));
  switch (clipping.kind) {
    case 'none':
      return gradients;
    case 'value':
      return gradients.map((values) => values.map((g) => Math.max(-clipping.limit, Math.min(g, clipping.limit))));
    case 'norm':
      return gradients.map((values) => scaled(values, norm(values), clipping.limit));
    case 'globalNorm': {
      const whole = norm(gradients.map(norm));
      return gradients.map((values) => scaled(values, whole, clipping.limit));
    }
  }
}

/** One step from changed weights: its loss, and the gradients as the optimizer got them. */
const probe = (clipping: Clipping, threads: number) =>
  withNetwork(
    experimentWith(clipping),
    data,
    async (network) => {
      const state = await network.getState();
      const weights = shaken(state.weights, 4);
      network.setState({ ...state, weights });
      network.trainStep(batchOf(0), 0, 1);
      const gradients = (await network.getState()).slots[0]!.map((values) => values.map((v) => -v));
      return { weights, gradients, loss: (await network.readSteps()).losses[0]! };
    },
    threads,
  );

/** Twenty steps of Adam. */
const run = (clipping: Clipping, threads: number) =>
  withNetwork(
    experimentWith(clipping, { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }),
    data,
    async (network) => {
      for (let step = 0; step < 20; step++) network.trainStep(batchOf(step), step, 0.01);
      return { state: await network.getState(), results: await network.readSteps() };
    },
    threads,
  );

/** Limits between the norms of the arrays, so that some are clipped and others are not; and some that nothing reaches. */
const CLIPPINGS: Clipping[] = [
  { kind: 'none' },
  { kind: 'value', limit: 0.02 },
  { kind: 'value', limit: 100 },
  { kind: 'norm', limit: 0.4 },
  { kind: 'norm', limit: 1000 },
  { kind: 'globalNorm', limit: 0.5 },
  { kind: 'globalNorm', limit: 1000 },
];

describe.each([1, 2])('on %i threads', (threads) => {
  test.each(CLIPPINGS)('gradients are clipped by $kind (limit $limit) as Keras does, L1 / L2 included', async (clipping) => {
    const { weights, gradients, loss } = await probe(clipping, threads);
    const reference = gradientsOf(experimentWith(clipping), data, batchOf(0), weights, 0);
    const wanted = clipped(reference.gradients, clipping);
    const least = 0.01 * Math.max(...wanted.map(largestOf));
    for (const [i, values] of wanted.entries()) expect(distance(gradients[i]!, values, least)).toBeLessThan(1e-4);
    expect(Math.abs(loss - reference.loss) / reference.loss).toBeLessThan(1e-5);
  });

  test.each(CLIPPINGS)('training clipped by $kind (limit $limit) repeats itself to the last bit', async (clipping) => {
    expect(await run(clipping, threads)).toEqual(await run(clipping, threads));
  });

  test('a limit that nothing reaches changes nothing but rounding', async () => {
    const plain = await run({ kind: 'none' }, threads);
    for (const kind of ['value', 'norm', 'globalNorm'] as const) {
      const { results } = await run({ kind, limit: 1000 }, threads);
      expect(distance(results.losses, plain.results.losses)).toBeLessThan(1e-4);
    }
  });
});

test('the limits above clip some arrays and leave others', async () => {
  const { gradients } = await probe({ kind: 'none' }, 1);
  const norms = gradients.map(norm);
  expect(norms.some((size) => size > 0.4)).toBe(true);
  expect(norms.some((size) => size > 0 && size < 0.4)).toBe(true);
  expect(gradients.some((values) => largestOf(values) > 0.02)).toBe(true);
});
