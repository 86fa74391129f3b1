import { experimentOf, layer } from '@tests/engine/support/networks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialState } from '@/engine/initial-state';
import { initialWeight } from '@/engine/initial-weights';
import { weightSpecs } from '@/experiment/network/describe';
import { sizeOf } from '@/experiment/network/shape';
import { INITIALIZERS, type Shape } from '@/experiment/network/types';
import { OPTIMIZERS } from '@/experiment/training/optimizers';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

const deviation = (values: ArrayLike<number>) => {
  const center = mean(values);
  return Math.sqrt(mean(Array.from(values, (x) => (x - center) ** 2)));
};

const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** A kernel of 3 x 3 over 40 channels to 64: fan in 360, fan out 576. */
const KERNEL: Shape = [3, 3, 40, 64];

const limits = {
  glorotUniform: Math.sqrt(6 / (360 + 576)),
  heUniform: Math.sqrt(6 / 360),
  lecunUniform: Math.sqrt(3 / 360),
  randomUniform: 0.05,
};

test.each(Object.entries(limits))('%s fills its range evenly', (initializer, limit) => {
  const values = initialWeight({ shape: KERNEL, initializer: initializer as keyof typeof limits }, 5);
  expect(largest(values)).toBeLessThanOrEqual(limit);
  expect(largest(values)).toBeGreaterThan(0.999 * limit);
  expect(deviation(values) / (limit / Math.sqrt(3))).toBeCloseTo(1, 1.5);
  expect(mean(values) / limit).toBeCloseTo(0, 1.5);
});

const deviations = {
  glorotNormal: Math.sqrt(2 / (360 + 576)),
  heNormal: Math.sqrt(2 / 360),
  lecunNormal: Math.sqrt(1 / 360),
};

test.each(Object.entries(deviations))('%s has its deviation after being cut off at two', (initializer, wanted) => {
  const values = initialWeight({ shape: KERNEL, initializer: initializer as keyof typeof deviations }, 5);
  expect(deviation(values) / wanted).toBeCloseTo(1, 1.5);
  expect(mean(values) / wanted).toBeCloseTo(0, 1.5);
  const cut = (2 * wanted) / 0.87962566103423978;
  expect(largest(values)).toBeLessThanOrEqual(cut * (1 + 1e-6));
  expect(largest(values)).toBeGreaterThan(0.99 * cut);
});

test('randomNormal has a deviation of 0.05 and is not cut off', () => {
  const values = initialWeight({ shape: KERNEL, initializer: 'randomNormal' }, 5);
  expect(deviation(values) / 0.05).toBeCloseTo(1, 1.5);
  expect(largest(values)).toBeGreaterThan(3 * 0.05);
});

test('fans are those of the last two lengths, as Keras reads them from a depthwise kernel too', () => {
  const values = initialWeight({ shape: [5, 5, 64, 2], initializer: 'heUniform' }, 1);
  expect(largest(values) / Math.sqrt(6 / (25 * 64))).toBeCloseTo(1, 2);
  const both = initialWeight({ shape: [5, 5, 64, 2], initializer: 'glorotUniform' }, 1);
  expect(largest(both) / Math.sqrt(6 / (25 * 66))).toBeCloseTo(1, 2);
});

/** Products of a matrix's columns, or of its rows where there are fewer: the identity if they are orthonormal. */
function furthestFromIdentity(values: Float32Array, rows: number, columns: number): number {
  const byColumns = rows >= columns;
  const count = Math.min(rows, columns);
  const entry = (k: number, i: number) => values[byColumns ? i * columns + k : k * columns + i]!;
  let furthest = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let i = 0; i < Math.max(rows, columns); i++) product += entry(a, i) * entry(b, i);
      furthest = Math.max(furthest, Math.abs(product - (a === b ? 1 : 0)));
    }
  }
  return furthest;
}

test('orthogonal: the flattened matrix’s columns, or rows if fewer, are orthonormal', () => {
  const length = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.array(length, { minLength: 2, maxLength: 4 }), fc.nat(), (shape, seed) => {
      const values = initialWeight({ shape, initializer: 'orthogonal' }, seed);
      const columns = shape.at(-1)!;
      expect(furthestFromIdentity(values, values.length / columns, columns)).toBeLessThan(1e-5);
    }),
  );
});

test('orthogonal has no favoured sign or place', () => {
  const corners = Array.from({ length: 2000 }, (_, seed) => initialWeight({ shape: [4, 4], initializer: 'orthogonal' }, seed));
  for (const place of [0, 3, 5, 15]) {
    const values = corners.map((each) => each[place]!);
    // A uniformly drawn rotation's entries have mean 0 and variance 1 / 4; five standard errors of 2000 draws.
    expect(Math.abs(mean(values))).toBeLessThan((5 * 0.5) / Math.sqrt(2000));
    expect(deviation(values)).toBeCloseTo(0.5, 1);
  }
});

test('zeros, ones, and a forget gate that starts open', () => {
  expect([...initialWeight({ shape: [4], initializer: 'zeros' }, 1)]).toEqual([0, 0, 0, 0]);
  expect([...initialWeight({ shape: [2, 2], initializer: 'ones' }, 1)]).toEqual([1, 1, 1, 1]);
  expect([...initialWeight({ shape: [12], initializer: 'unitForgetBias' }, 1)]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
});

test('the same seed gives the same numbers, another one others', () => {
  for (const initializer of INITIALIZERS) {
    const drawn = (seed: number) => initialWeight({ shape: [6, 8], initializer }, seed);
    expect(drawn(3)).toEqual(drawn(3));
    if (initializer !== 'zeros' && initializer !== 'ones') expect(drawn(3)).not.toEqual(drawn(4));
  }
});

test('glorotUniform’s numbers do not change from version to version, since runs are repeated by their seed', () => {
  const layers = [layer('conv2d', { filters: 2, strides: 3 }), layer('batchNormalization'), layer('flatten'), layer('dense', { units: 3 })];
  const { weights } = initialState(experimentOf(layers));
  expect(weights.map((each) => each.length)).toEqual([18, 2, 2, 2, 2, 2, 600, 3, 30, 10]);
  expect([...weights[0]!.slice(0, 3)]).toEqual([-0.4090607762336731, -0.2721673548221588, -0.429743230342865]);
  expect([...weights[6]!.slice(0, 3)]).toEqual([-0.14233599603176117, -0.15615878999233246, -0.16770514845848083]);
  expect([...weights[8]!.slice(0, 3)]).toEqual([0.2016969472169876, 0.6323611736297607, 0.5045101046562195]);
  for (const [i, value] of [0, 1, 0, 0, 1].entries()) expect([...weights[i + 1]!]).toEqual([value, value]);
});

test('every weight of a network is drawn by its own spec, every memory is as large as its weight', () => {
  const layers = [layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 5, kernelInitializer: 'heNormal' })];
  const experiment = experimentOf(layers, { optimizer: OPTIMIZERS.adam.defaults });
  const { weights, slots, updates } = initialState(experiment);
  const [kernel, recurrentKernel, bias] = weights as [Float32Array, Float32Array, Float32Array];
  expect(weightSpecs(experiment).map((spec) => sizeOf(spec.shape))).toEqual(weights.map((each) => each.length));
  expect(deviation(kernel) / Math.sqrt(2 / 28)).toBeCloseTo(1, 0.5);
  expect(furthestFromIdentity(recurrentKernel, 5, 20)).toBeLessThan(1e-5);
  expect([...bias]).toEqual([...bias].map((_, i) => (i >= 5 && i < 10 ? 1 : 0)));
  expect(slots.map((slot) => slot.map((each) => each.length))).toEqual([weights, weights].map((slot) => slot.map((each) => each.length)));
  expect(updates).toBe(0);
});

test('of a network that no computer could hold is refused at once', () => {
  const experiment = experimentOf([layer('flatten'), layer('dense', { units: 20_000 }), layer('dense', { units: 20_000 })]);
  const started = performance.now();
  expect(() => initialState(experiment)).toThrow('This layer alone has 400 million parameters.');
  expect(performance.now() - started).toBeLessThan(500);
});
