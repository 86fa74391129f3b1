import { io, sigmoid, softmax, tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyTensorflowStack } from '@tests/engine/tfjs/arbitrary';
import { expectClose } from '@tests/engine/tfjs/expecting';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createTfjsEngine } from '@/engine/tfjs';
import { layersModelFile } from '@/exchange/models/layers-model';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';

const IMAGES = 4;

/** The model as any page would load it from the unpacked files. */
async function load(bytes: Uint8Array): Promise<tfl.LayersModel> {
  const files = unzipSync(bytes);
  const json = JSON.parse(new TextDecoder().decode(files['model.json']));
  const weightData = (files['weights.bin'] ?? new Uint8Array()).slice().buffer;
  return tfl.loadLayersModel(
    io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData, format: json.format }),
  );
}

async function compare(experiment: Experiment): Promise<void> {
  const weights = randomWeights(experiment);
  const data = randomData(IMAGES);
  const written = layersModelFile({ experiment, weights, classNames: ['a', 'b'], input: { offset: data.offset, factor: data.factor } });
  if (!('bytes' in written)) throw new Error(written.refused.join(' '));
  const model = await load(written.bytes);
  const plan = planOf(experiment);
  expect(model.countParams()).toBe(plan.trainable + plan.nonTrainable);

  const engine = await createTfjsEngine({ prefer: 'cpu' });
  const compiled = await engine.compile(experiment, data);
  compiled.setState({ ...(await compiled.getState()), weights });
  const logits = await compiled.logits(batchAt(0, IMAGES, IMAGES));
  compiled.dispose();

  const [theirs, ours] = tidy(() => {
    const scaled = tensor(
      Float32Array.from(data.pixels, (byte) => (byte - data.offset) * data.factor),
      [IMAGES, 28, 28, 1],
    );
    const units = logits.length / IMAGES;
    const probabilities = units === 1 ? sigmoid(tensor(logits, [IMAGES, 1])) : softmax(tensor(logits, [IMAGES, units]));
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
  await fc.assert(
    fc.asyncProperty(
      anyTensorflowStack.filter((layers) => !hasLeakyCell(layers)),
      (layers) => compare(experimentOf(layers)),
    ),
    { numRuns: 30, seed: 4 },
  );
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
