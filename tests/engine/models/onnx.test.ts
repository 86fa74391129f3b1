import '@tensorflow/tfjs-backend-cpu';
import { sigmoid, softmax, tensor, tidy } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyStack } from '@tests/engine/tfjs/arbitrary';
import { expectClose } from '@tests/engine/tfjs/expecting';
import fc from 'fast-check';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '@/engine/engine';
import { createWasmEngine } from '@/engine/wasm/engine';
import { onnxFile } from '@/exchange/models/onnx';
import type { Experiment } from '@/experiment/experiment';
import { LAYER_KINDS, type LayerKind } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';

/** Of a random stack; four are enough to see that a single layer is the same. */
const MANY = 200;

ort.env.wasm.numThreads = 1;
// The runtime's remarks on graphs that could be folded are not ours.
ort.env.logLevel = 'error';

let engine: Engine;
beforeAll(async () => {
  engine = await createWasmEngine({ threads: 1 });
});
afterAll(() => engine.dispose());

async function compare(experiment: Experiment, images = 4): Promise<void> {
  const weights = randomWeights(experiment);
  const data = randomData(images);
  const written = onnxFile({ experiment, weights, classNames: ['a', 'b'], input: { offset: data.offset, factor: data.factor } });
  if (!('bytes' in written)) throw new Error(written.refused.join(' '));
  const session = await ort.InferenceSession.create(written.bytes);
  const pixels = Float32Array.from(data.pixels, (byte) => (byte - data.offset) * data.factor);
  const { probabilities } = await session.run({ pixels: new ort.Tensor('float32', pixels, [images, 28, 28, 1]) });
  await session.release();

  const compiled = await engine.compile(experiment, data);
  compiled.setState({ ...(await compiled.getState()), weights });
  const logits = await compiled.logits(batchAt(0, images, images));
  compiled.dispose();
  const units = logits.length / images;
  const ours = tidy(() =>
    Float32Array.from((units === 1 ? sigmoid(tensor(logits, [images, 1])) : softmax(tensor(logits, [images, units]))).dataSync()),
  );
  expect(probabilities?.dims).toEqual([images, units]);
  expectClose(Float32Array.from((probabilities?.data ?? []) as Float32Array), ours, 1e-4);
}

const isRefused = (experiment: Experiment): boolean =>
  'refused' in onnxFile({ experiment, weights: randomWeights(experiment), classNames: [], input: { offset: 0, factor: 1 } });

test('any stack gives the same probabilities in an ONNX runtime', async () => {
  const kinds = new Set<LayerKind>();
  await fc.assert(
    fc.asyncProperty(
      anyStack.filter((layers) => !isRefused(experimentOf(layers))),
      (layers) => {
        for (const { kind } of layers) kinds.add(kind);
        return compare(experimentOf(layers), MANY);
      },
    ),
    { numRuns: 40, seed: 5 },
  );
  expect([...kinds].sort()).toEqual([...LAYER_KINDS].sort());
});

test.each(PRESETS.map(({ title, layers }) => [title, layers] as const))('%s is the same there', (_title, layers) =>
  compare(experimentOf([...layers])),
);

test.each(ACTIVATIONS)('%s is the same function there', (activation) =>
  compare(
    experimentOf([
      layer('conv2d', { filters: 3, strides: 3, activation }),
      layer('batchNormalization'),
      layer('flatten'),
      layer('batchNormalization'),
      layer('dense', { units: 5, activation }),
    ]),
  ),
);

test('recurrent layers of all kinds, with the activations that ONNX has there', () =>
  compare(
    experimentOf([
      layer('averagePooling2d', { poolSize: 4 }),
      layer('reshape', { targetShape: [7, 7] }),
      layer('simpleRnn', { units: 4, activation: 'relu', returnSequences: true }),
      layer('batchNormalization'),
      layer('lstm', { units: 3, activation: 'elu', recurrentActivation: 'sigmoid', returnSequences: true, useBias: false }),
      layer('gru', { units: 5, activation: 'linear', returnSequences: true }),
      layer('gru', { units: 3, resetAfter: false, returnSequences: true }),
      layer('lstm', { units: 4 }),
    ]),
  ));

test('a pair ends in one sigmoid', () => compare(experimentOf([layer('flatten')], {}, { kind: 'pair', classes: [2, 4] })));

test('what ONNX has no word for is refused in words', () => {
  const experiment = experimentOf([layer('reshape', { targetShape: [28, 28] }), layer('lstm', { units: 3, activation: 'selu' })]);
  expect(onnxFile({ experiment, weights: [], classNames: [], input: { offset: 0, factor: 1 } })).toEqual({
    refused: [expect.stringContaining('selu')],
  });
});
