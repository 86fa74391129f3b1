import { tensor } from '@tensorflow/tfjs-core';
import { batchAt, experimentOf, layer, randomData } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyTensorflowStack } from '@tests/engine/tfjs/arbitrary';
import { expectClose, withoutLeak } from '@tests/engine/tfjs/expecting';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTfjsEngine } from '@/engine/tfjs';
import type { Experiment } from '@/experiment/experiment';
import { planOf, weightSpecs } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';
import { ACTIVATIONS } from '@/experiment/network/types';
import { PRESETS } from '@/experiment/presets/starters';
import { kerasModel, setKerasWeights } from './keras-model';

/** Shapes, counts, and the logits of a few images under random weights, against TensorFlow.js's own layers. */
async function compareWithLayers(experiment: Experiment): Promise<void> {
  const network = planOf(experiment);
  const model = kerasModel(experiment);
  expect(model.countParams()).toBe(network.trainable + network.nonTrainable);
  const shapes = model.layers.flatMap((each) => each.getWeights().map((weight) => weight.shape));
  expect(shapes).toEqual(weightSpecs(experiment).map((spec) => [...spec.shape]));
  const [ours, theirs] = await logitsOfBoth(experiment, model);
  expectClose(ours, theirs, 1e-5);
  model.dispose();
}

async function logitsOfBoth(experiment: Experiment, model: ReturnType<typeof kerasModel>): Promise<[Float32Array, Float32Array]> {
  const engine = await createTfjsEngine({ prefer: 'cpu' });
  const data = randomData(3);
  const compiled = await engine.compile(experiment, data);
  const state = await compiled.getState();
  const weights = randomWeights(experiment, 0.3);
  compiled.setState({ ...state, weights });
  setKerasWeights(model, experiment, weights);
  const input = tensor(
    Float32Array.from(data.pixels, (byte) => (byte - data.offset) * data.factor),
    [3, 28, 28, 1],
  );
  const output = model.predict(input) as typeof input;
  const theirs = Float32Array.from(output.dataSync());
  input.dispose();
  output.dispose();
  const ours = await compiled.logits(batchAt(0, 3, 3));
  compiled.dispose();
  return [ours, theirs];
}

test('shapes, counts and logits of any stack are those of TensorFlow.js’s layers', async () => {
  await withoutLeak(() =>
    fc.assert(
      fc.asyncProperty(anyTensorflowStack, (layers) => compareWithLayers(experimentOf(layers))),
      { numRuns: 40, seed: 20 },
    ),
  );
});

const cases: Record<string, Layer[]> = {
  ...Object.fromEntries(PRESETS.map((preset) => [preset.title, preset.layers])),
  ...Object.fromEntries(
    ACTIVATIONS.map((activation) => [
      activation,
      [layer('conv2d', { filters: 3, strides: 3, activation }), layer('flatten'), layer('dense', { units: 5, activation })],
    ]),
  ),
  ...Object.fromEntries(
    ACTIVATIONS.map((activation) => [
      `recurrent ${activation}`,
      [
        layer('averagePooling2d', { poolSize: 4 }),
        layer('reshape', { targetShape: [7, 7] }),
        layer('simpleRnn', { units: 4, activation, returnSequences: true }),
        layer('lstm', { units: 3, activation, recurrentActivation: 'sigmoid', returnSequences: true, useBias: false }),
        layer('gru', { units: 5, activation: 'tanh', recurrentActivation: activation, returnSequences: true, resetAfter: false }),
        layer('lstm', { units: 4, recurrentActivation: activation }),
      ],
    ]),
  ),
  depthwise: [
    layer('depthwiseConv2d', { kernelSize: 4, strides: 3, padding: 'valid', depthMultiplier: 2 }),
    layer('separableConv2d', { filters: 3, kernelSize: 2, strides: 2, depthMultiplier: 3 }),
    layer('depthwiseConv2d', { kernelSize: 3, activation: 'tanh', useBias: false }),
    layer('globalAveragePooling2d'),
  ],
  'odd windows': [
    layer('conv2d', { filters: 2, kernelSize: 4, strides: 3, padding: 'valid' }),
    layer('averagePooling2d', { poolSize: 4, strides: 3, padding: 'same' }),
    layer('maxPooling2d', { poolSize: 2, strides: 3, padding: 'same' }),
    layer('flatten'),
  ],
};

test.each(Object.keys(cases))('%s: as TensorFlow.js’s layers', async (name) => {
  await withoutLeak(() => compareWithLayers(experimentOf(cases[name]!)));
});

test('a pair has one logit', async () => {
  await withoutLeak(() => compareWithLayers(experimentOf([layer('flatten')], {}, { kind: 'pair', classes: [2, 4] })));
});
