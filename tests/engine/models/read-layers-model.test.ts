import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { experimentOf, layer } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyTensorflowStack } from '@tests/engine/tfjs/arbitrary';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { layersModelFile } from '@/exchange/models/layers-model';
import { type ModelReading, readLayersModel } from '@/exchange/models/read-layers-model';
import type { Question } from '@/experiment/data/classes';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer } from '@/experiment/network/kinds';

const CLASSES: Question = { dataset: DEFAULT_DATASET, task: { kind: 'classes' } };
const INPUT = [28, 28, 1];

function files(experiment: Experiment, weights = randomWeights(experiment)): Map<string, Uint8Array> {
  const written = layersModelFile({ experiment, weights, classNames: ['a'], input: { offset: 1, factor: 0.5 } });
  if (!('bytes' in written)) throw new Error(written.refused.join(' '));
  return new Map(Object.entries(unzipSync(written.bytes)));
}

/** The files with their JSON changed. */
function changed(from: Map<string, Uint8Array>, change: (json: ReturnType<typeof JSON.parse>) => void): Map<string, Uint8Array> {
  const json = JSON.parse(new TextDecoder().decode(from.get('model.json')));
  change(json);
  return new Map([...from, ['model.json', new TextEncoder().encode(JSON.stringify(json))]]);
}

const refusalOf = (reading: ModelReading): string => ('refused' in reading ? reading.refused : 'read');

const isWritable = (experiment: Experiment): boolean =>
  'bytes' in layersModelFile({ experiment, weights: randomWeights(experiment), classNames: [], input: { offset: 0, factor: 1 } });

const DENSE = experimentOf([layer('flatten'), layer('dense', { units: 4, activation: 'tanh' }), layer('batchNormalization')]);

describe('a LayersModel that Atelier wrote', () => {
  test('comes back with the same shapes and weights, whatever the stack', async () => {
    await fc.assert(
      fc.property(
        anyTensorflowStack.filter((layers) => isWritable(experimentOf(layers))),
        (layers) => {
          const experiment = experimentOf(layers);
          const weights = randomWeights(experiment);
          const reading = readLayersModel(files(experiment, weights), INPUT, CLASSES);
          if ('refused' in reading) throw new Error(reading.refused);
          expect(reading.weights).toEqual(weights);
          expect(reading.metadata).toEqual({ classNames: ['a'], input: { offset: 1, factor: 0.5 } });
          const again = experimentOf(reading.layers);
          expect(planOf(again).trainable).toBe(planOf(experiment).trainable);
          expect(planOf(again).layers.at(-1)?.inputShape).toEqual(planOf(experiment).layers.at(-1)?.inputShape);
        },
      ),
      { numRuns: 60, seed: 8 },
    );
  });

  test('keeps every option that changes what it computes', () => {
    const layers = [
      layer('conv2d', { filters: 3, kernelSize: 5, strides: 2, padding: 'valid', activation: 'gelu', useBias: false }),
      layer('separableConv2d', { filters: 4, depthMultiplier: 2, padding: 'same', activation: 'swish' }),
      layer('averagePooling2d', { poolSize: 2, strides: 1, padding: 'same' }),
      layer('flatten'),
      layer('dropout', { rate: 0.35 }),
      layer('batchNormalization', { momentum: 0.9, epsilon: 0.01 }),
      layer('dense', { units: 6, activation: 'selu' }),
    ];
    const reading = readLayersModel(files(experimentOf(layers)), INPUT, CLASSES);
    if ('refused' in reading) throw new Error(reading.refused);
    const plain = (each: Layer) => ({ ...each, id: '' });
    expect(reading.layers.map(plain)).toEqual(layersOf(experimentOf(layers)).map(plain));
  });
});

test('a model that TensorFlow.js itself saved is read', async () => {
  const model = tfl.sequential();
  model.add(tfl.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [28, 28, 1], activation: 'relu' }));
  model.add(tfl.layers.flatten());
  model.add(tfl.layers.dense({ units: 10, activation: 'softmax' }));
  let saved: Map<string, Uint8Array> = new Map();
  await model.save({
    save: async ({ modelTopology, weightSpecs, weightData }) => {
      const json = { modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: weightSpecs }] };
      saved = new Map([
        ['model.json', new TextEncoder().encode(JSON.stringify(json))],
        ['w.bin', new Uint8Array(weightData as ArrayBuffer)],
      ]);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  });
  const reading = readLayersModel(saved, INPUT, CLASSES);
  if ('refused' in reading) throw new Error(reading.refused);
  expect(reading.layers.map(({ kind }) => kind)).toEqual(['conv2d', 'flatten']);
  expect(reading.weights[0]).toEqual(model.layers[0]?.getWeights()[0]?.dataSync());
  model.dispose();
});

describe('a model is refused in words', () => {
  const whole = files(DENSE);
  const layersIn = (json: ReturnType<typeof JSON.parse>) => json.modelTopology.model_config.config.layers;
  const cases: [string, Map<string, Uint8Array>, RegExp][] = [
    ['without model.json', new Map(), /no model\.json/],
    ['that is no JSON', new Map([['model.json', new TextEncoder().encode('{')]]), /no JSON/],
    ['that is something else', new Map([['model.json', new TextEncoder().encode('{"a":1}')]]), /no TensorFlow\.js/],
    [
      'with an unknown layer',
      changed(whole, (json) => {
        layersIn(json)[2].class_name = '__proto__';
      }),
      /no layer “__proto__”/,
    ],
    [
      'with an unknown activation',
      changed(whole, (json) => {
        layersIn(json)[2].config.activation = 'constructor';
      }),
      /no activation “constructor”/,
    ],
    [
      'with a dense layer of no size',
      changed(whole, (json) => {
        layersIn(json)[2].config.units = -4;
      }),
      /units/,
    ],
    [
      'with an absurd size',
      changed(whole, (json) => {
        layersIn(json)[2].config.units = 90_000;
      }),
      /30 million/,
    ],
    [
      'for other images',
      changed(whole, (json) => {
        layersIn(json)[0].config.batch_input_shape = [null, 32, 32, 3];
      }),
      /32 × 32 × 3/,
    ],
    [
      'with other outputs',
      changed(whole, (json) => {
        layersIn(json)[4].config.units = 7;
      }),
      /7 outputs/,
    ],
    ['whose weights are missing', new Map([...whole].filter(([name]) => name === 'model.json')), /weights\.bin” is missing/],
    [
      'whose weights are cut',
      new Map([...whole, ['weights.bin', (whole.get('weights.bin') ?? new Uint8Array()).slice(0, 100)]]),
      /incomplete/,
    ],
    [
      'whose weights have another shape',
      changed(whole, (json) => {
        json.weightsManifest[0].weights[0].shape = [4, 784];
      }),
      /4 × 784/,
    ],
    [
      'whose weights are quantized',
      changed(whole, (json) => {
        json.weightsManifest[0].weights[0].quantization = { dtype: 'uint8' };
      }),
      /float32/,
    ],
    [
      'whose weights are not numbers',
      files(
        DENSE,
        randomWeights(DENSE).map((values, i) => (i === 0 ? values.fill(Number.NaN) : values)),
      ),
      /NaN/,
    ],
    [
      'that is no Sequential',
      changed(whole, (json) => {
        json.modelTopology.model_config.class_name = 'Functional';
      }),
      /Sequential/,
    ],
  ];
  test.each(cases)('%s', (_name, given, words) => {
    expect(refusalOf(readLayersModel(given, INPUT, CLASSES))).toMatch(words);
  });
});
