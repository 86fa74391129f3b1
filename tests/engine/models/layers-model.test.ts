import '@tensorflow/tfjs-backend-cpu';
import { io, sigmoid, softmax, tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyTensorflowStack } from '@tests/engine/tfjs/arbitrary';
import { expectClose } from '@tests/engine/tfjs/expecting';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm/engine';
import { layersModelFile } from '@/exchange/models/layers-model';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { LAYER_KINDS, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';

/** Of a random stack; four are enough to see that a single layer is the same. */
const MANY = 200;

let engine: Engine;
beforeAll(async () => {
  engine = await createWasmEngine({ threads: 1 });
});
afterAll(() => engine.dispose());

/** The model as any page would load it from the unpacked files. */
async function load(bytes: Uint8Array): Promise<tfl.LayersModel> {
  const files = unzipSync(bytes);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  const weightData = (files['weights.bin'] ?? new Uint8Array()).slice().buffer;
  return tfl.loadLayersModel(
    io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData, format: json.format }),
  );
}

async function compare(experiment: Experiment, images = 4): Promise<void> {
  const weights = randomWeights(experiment);
  const data = randomData(images);
  const written = layersModelFile({ experiment, weights, classNames: ['a', 'b'], input: { offset: data.offset, factor: data.factor } });
  if (!('bytes' in written)) throw new Error(written.refused.join(' '));
  const model = await load(written.bytes);
  const plan = planOf(experiment);
  expect(model.countParams()).toBe(plan.trainable + plan.nonTrainable);

  const compiled = await engine.compile(experiment, data);
  compiled.setState({ ...(await compiled.getState()), weights });
  const logits = await compiled.logits(batchAt(0, images, images));
  compiled.dispose();

  const [theirs, ours] = tidy(() => {
    const scaled = tensor(
      Float32Array.from(data.pixels, (byte) => (byte - data.offset) * data.factor),
      [images, 28, 28, 1],
    );
    const units = logits.length / images;
    const probabilities = units === 1 ? sigmoid(tensor(logits, [images, 1])) : softmax(tensor(logits, [images, units]));
    return [Float32Array.from((model.predict(scaled) as typeof scaled).dataSync()), Float32Array.from(probabilities.dataSync())];
  });
  model.dispose();
  expectClose(ours, theirs, 1e-5);
}

const hasLeakyCell = (layers: readonly Layer[]) =>
  layers.some(
    (each) =>
      'returnSequences' in each &&
      (each.activation === 'leakyRelu' || ('recurrentActivation' in each && each.recurrentActivation === 'leakyRelu')),
  );

test('any stack gives the same probabilities once TensorFlow.js has loaded it', async () => {
  const kinds = new Set<LayerKind>();
  await fc.assert(
    fc.asyncProperty(
      anyTensorflowStack.filter((layers) => !hasLeakyCell(layers)),
      (layers) => {
        for (const { kind } of layers) kinds.add(kind);
        return compare(experimentOf(layers), MANY);
      },
    ),
    { numRuns: 40, seed: 4 },
  );
  expect([...kinds].sort()).toEqual([...LAYER_KINDS].sort());
});

test.each(PRESETS.map(({ title, layers }) => [title, layers] as const))('%s is loaded as it was', (_title, layers) =>
  compare(experimentOf([...layers])),
);

test.each(ACTIVATIONS)('%s is the same function there', (activation) =>
  compare(
    experimentOf([layer('conv2d', { filters: 3, strides: 3, activation }), layer('flatten'), layer('dense', { units: 5, activation })]),
  ),
);

test('a pair ends in one sigmoid', () => compare(experimentOf([layer('flatten')], {}, { kind: 'pair', classes: [2, 4] })));

test('what TensorFlow.js has no word for is refused in words', () => {
  const experiment = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 3, activation: 'leakyRelu' })]);
  expect(layersOf(experiment)).toHaveLength(2);
  const written = layersModelFile({ experiment, weights: [], classNames: [], input: { offset: 0, factor: 1 } });
  expect(written).toEqual({ refused: [expect.stringContaining('leaky ReLU')] });
});

test('a GRU with the reset gate behind the product is refused, since TensorFlow.js cannot load one', () => {
  const experiment = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('gru', { units: 3 })]);
  const written = layersModelFile({ experiment, weights: [], classNames: [], input: { offset: 0, factor: 1 } });
  expect(written).toEqual({ refused: [expect.stringContaining('reset gate')] });
});
