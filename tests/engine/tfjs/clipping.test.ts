import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Experiment } from '@/experiment/experiment';
import type { Clipping } from '@/experiment/training/types';
import { expectClose, withoutLeak } from './expecting';
import { referenceNetwork } from './reference-loss';

const COUNT = 8;
const BATCH = batchAt(0, COUNT, COUNT);

const experimentWith = (clipping: Clipping): Experiment =>
  experimentOf(
    [
      layer('averagePooling2d', { poolSize: 4 }),
      layer('flatten'),
      layer('dense', { units: 6, activation: 'tanh', l1: 0.01, l2: 0.3 }),
      layer('batchNormalization'),
    ],
    { clipping },
  );

const norm = (numbers: readonly number[]) => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));

const scaled = (numbers: readonly number[], size: number, limit: number) => numbers.map((x) => (x * limit) / Math.max(size, limit));

/** Keras's clipvalue, clipnorm and global_clipnorm over plain numbers. */
function clipped(gradients: number[][], clipping: Clipping): number[][] {
  switch (clipping.kind) {
    case 'none':
      return gradients;
    case 'value':
      return gradients.map((g) => g.map((x) => Math.min(clipping.limit, Math.max(-clipping.limit, x))));
    case 'norm':
      return gradients.map((g) => scaled(g, norm(g), clipping.limit));
    case 'globalNorm':
      return gradients.map((g) => scaled(g, norm(gradients.flat()), clipping.limit));
  }
}

/** Gradients of the trained weights as the tape has them, L1 / L2 included. */
async function unclipped(): Promise<number[][]> {
  const data = randomData(COUNT);
  const experiment = experimentWith({ kind: 'none' });
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, data);
  const reference = referenceNetwork(experiment, data, (await network.getState()).weights);
  network.dispose();
  const { grads } = reference.gradients(BATCH, 0);
  const numbers = reference.trained.map(({ name }) => Array.from(grads[name]!.dataSync()));
  for (const each of Object.values(grads)) each.dispose();
  reference.dispose();
  return numbers;
}

/** How one step of SGD with learning rate 1 moves the trained weights. */
async function moves(clipping: Clipping): Promise<number[][]> {
  const experiment = experimentWith(clipping);
  const network = await (await createTfjsEngine({ prefer: 'cpu' })).compile(experiment, randomData(COUNT));
  const before = await network.getState();
  network.trainStep(BATCH, 0, 1);
  const after = await network.getState();
  network.dispose();
  // The moving mean and variance, at places 4 and 5, are not trained.
  const trained = before.weights.map((_, i) => i).filter((i) => i !== 4 && i !== 5);
  return trained.map((i) => Array.from(before.weights[i]!, (w, k) => w - after.weights[i]![k]!));
}

async function compare(clipping: Clipping): Promise<void> {
  const expected = clipped(await unclipped(), clipping);
  const actual = await moves(clipping);
  expect(actual.length).toBe(expected.length);
  actual.forEach((each, i) => {
    expectClose(each, expected[i]!, 1e-4, 1e-2);
  });
}

const KINDS = ['none', 'value', 'norm', 'globalNorm'] as const satisfies readonly Clipping['kind'][];

const anyClipping: fc.Arbitrary<Clipping> = fc.record({
  kind: fc.constantFrom('value' as const, 'norm' as const, 'globalNorm' as const),
  // From below every number to above every norm.
  limit: fc.integer({ min: -8, max: 6 }).map((power) => 2 ** power),
});

test.each(KINDS)('%s: as Keras has it, at a limit that is felt', async (kind) => {
  await withoutLeak(() => compare(kind === 'none' ? { kind } : { kind, limit: 0.05 }));
});

test('any limit', async () => {
  await withoutLeak(() => fc.assert(fc.asyncProperty(anyClipping, compare), { numRuns: 20 }));
});

test('a limit that is felt by some weight arrays only leaves the others as they are', async () => {
  const gradients = await unclipped();
  const norms = gradients.map(norm).sort((a, b) => a - b);
  // Between the smallest and the largest, so that the test means something.
  const limit = (norms[0]! + norms.at(-1)!) / 2;
  expect(norms[0]).toBeLessThan(limit);
  await compare({ kind: 'norm', limit });
  await compare({ kind: 'globalNorm', limit });
});

test('a norm a little above the limit is brought down to it, one a little below is left', async () => {
  const [gradients] = await unclipped();
  for (const share of [0.95, 1.05]) await compare({ kind: 'norm', limit: share * norm(gradients!) });
});
