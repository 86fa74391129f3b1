import { layer } from '@tests/engine/support/networks';
import { describe, expect, test } from 'vitest';
import type { Engine } from '@/engine/engine';
import { createTfjsEngine } from '@/engine/tfjs';
import { createWasmEngine } from '@/engine/wasm';
import { weightSpecs } from '@/experiment/network/describe';
import { experimentOf, GRADIENT_PROBE, randomData, shaken } from './wasm/fixtures';

/** The GRU once more in 64-bit floats, number by number as Keras documents it; its gradients are central differences of the loss. */

const STEPS = 4;
const FEATURES = 4;
const UNITS = 5;
const BATCH = 3;
const data = randomData(BATCH, 10, 5);

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Numbers of an average-pooled image, row by row. */
function rowsOf(image: number): number[][] {
  const mean = (row: number, column: number) => {
    let sum = 0;
    for (let y = 0; y < 7; y++)
      for (let x = 0; x < 7; x++) sum += (data.pixels[image * 784 + (row * 7 + y) * 28 + column * 7 + x]! - data.offset) * data.factor;
    return sum / 49;
  };
  return Array.from({ length: STEPS }, (_, row) => Array.from({ length: FEATURES }, (_, column) => mean(row, column)));
}

/** row * matrix [row.length, width] + bias. */
const affine = (row: readonly number[], matrix: ArrayLike<number>, width: number, bias: (column: number) => number) =>
  Array.from({ length: width }, (_, j) => row.reduce((sum, value, i) => sum + value * matrix[i * width + j]!, bias(j)));

type Weights = readonly (readonly number[])[];

/** The last output of a GRU over an image's rows. */
function gru(rows: number[][], [kernel, recurrentKernel, bias]: Weights, resetAfter: boolean): number[] {
  const width = 3 * UNITS;
  let h = Array.from({ length: UNITS }, () => 0);
  for (const row of rows) {
    const x = affine(row, kernel!, width, (j) => bias?.[j] ?? 0);
    const products = affine(h, recurrentKernel!, width, (j) => (resetAfter ? (bias?.[width + j] ?? 0) : 0));
    const z = h.map((_, j) => sigmoid(x[j]! + products[j]!));
    const r = h.map((_, j) => sigmoid(x[UNITS + j]! + products[UNITS + j]!));
    const reset = affine(
      h.map((value, j) => r[j]! * value),
      recurrentKernel!,
      width,
      () => 0,
    );
    const g = h.map((_, j) => Math.tanh(x[2 * UNITS + j]! + (resetAfter ? r[j]! * products[2 * UNITS + j]! : reset[2 * UNITS + j]!)));
    h = h.map((value, j) => z[j]! * value + (1 - z[j]!) * g[j]!);
  }
  return h;
}

const images = Array.from({ length: BATCH }, (_, image) => rowsOf(image));

function lossOf(weights: Weights, resetAfter: boolean): number {
  const [outputKernel, outputBias] = weights.slice(-2) as [number[], number[]];
  const losses = images.map((rows, image) => {
    const logits = affine(gru(rows, weights.slice(0, -2), resetAfter), outputKernel, 10, (j) => outputBias[j]!);
    return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[data.targets[image]!]!;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / BATCH;
}

/** Central differences of the loss by each weight. */
function gradientsOf(weights: Weights, resetAfter: boolean): number[][] {
  const by = 1e-5;
  return weights.map((values, array) =>
    values.map((value, i) => {
      const loss = (moved: number) => lossOf(weights.with(array, values.with(i, moved)), resetAfter);
      return (loss(value + by) - loss(value - by)) / (2 * by);
    }),
  );
}

const ENGINES: Record<string, () => Promise<Engine>> = {
  wasm: () => createWasmEngine({ threads: 1 }),
  'TensorFlow.js': () => createTfjsEngine({ prefer: 'cpu' }),
};

describe.each(Object.keys(ENGINES))('a GRU on %s', (name) => {
  test.each([
    { resetAfter: true, useBias: true },
    { resetAfter: true, useBias: false },
    { resetAfter: false, useBias: true },
  ])('has the loss and the gradients of 64-bit floats: %o', async ({ resetAfter, useBias }) => {
    const layers = [
      layer('averagePooling2d', { poolSize: 7 }),
      layer('reshape', { targetShape: [STEPS, FEATURES] }),
      layer('gru', { units: UNITS, resetAfter, useBias }),
    ];
    const engine = await ENGINES[name]!();
    const network = await engine.compile(experimentOf(layers, { batchSize: BATCH, optimizer: GRADIENT_PROBE }), data);
    const state = await network.getState();
    const weights = shaken(state.weights, 4);
    network.setState({ ...state, weights });
    network.trainStep(data.train, 0, 1);
    const exact = weights.map((values) => Array.from(values));
    expect((await network.readSteps()).losses[0]).toBeCloseTo(lossOf(exact, resetAfter), 5);
    const [slot] = (await network.getState()).slots;
    for (const [array, wanted] of gradientsOf(exact, resetAfter).entries()) {
      const largest = Math.max(...wanted.map(Math.abs));
      expect(largest).toBeGreaterThan(1e-3);
      for (const [i, gradient] of wanted.entries())
        expect(Math.abs(-slot![array]![i]! - gradient)).toBeLessThan(2e-5 * Math.max(1, largest));
    }
    network.dispose();
    engine.dispose();
  });
});

test('64 units on 28 features have as many parameters as in Keras 3, and as many as before where a stored layer says nothing', () => {
  const parameters = (options: { resetAfter?: boolean }) => {
    const layers = [layer('reshape', { targetShape: [28, 28] }), { ...layer('gru', { units: 64 }), ...options }];
    const specs = weightSpecs(experimentOf(layers as Parameters<typeof experimentOf>[0])).slice(0, 3);
    return specs.reduce((sum, { shape }) => sum + shape.reduce((size, length) => size * length, 1), 0);
  };
  expect(parameters({})).toBe(18_048);
  expect(parameters({ resetAfter: false })).toBe(17_856);
});
