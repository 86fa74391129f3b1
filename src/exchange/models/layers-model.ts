import { strToU8, zipSync } from 'fflate';
import { taskOutput } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import type { Layer, LayerKind, LayerOf } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';
import type { Activation, WeightSpec } from '@/experiment/network/types';
import { KERAS_NAMES } from './keras-names';
import type { ModelToWrite, Written } from './model';

/** A layer as TensorFlow.js's JSON has it. */
interface LayerJson {
  class_name: string;
  config: Record<string, unknown>;
}

const EPOCH = new Date(1980, 0, 1);

/**
 * A zip of `model.json` and `weights.bin`, which `tf.loadLayersModel` loads once they are unpacked side by side. The model takes scaled pixels
 * [n, height, width, channels] and gives probabilities; how pixels are scaled and what the outputs mean stands in its `userDefinedMetadata`.
 */
export function layersModelFile(model: ModelToWrite): Written {
  const refused = refusals(model.experiment);
  if (refused.length > 0) return { refused };
  const json = strToU8(JSON.stringify(modelJson(model), null, 1));
  const files = { 'model.json': json, 'weights.bin': floats(model.weights) };
  return { bytes: zipSync(files, { mtime: EPOCH }) };
}

/** What TensorFlow.js has no word for. */
function refusals(experiment: Experiment): string[] {
  return layersOf(experiment).flatMap((layer) => {
    const leaky =
      'returnSequences' in layer &&
      (layer.activation === 'leakyRelu' || ('recurrentActivation' in layer && layer.recurrentActivation === 'leakyRelu'));
    if (layer.kind === 'gru' && layer.resetAfter)
      return [
        'TensorFlow.js has no GRU whose reset gate stands after the product. Train with “reset after” switched off, or export to ONNX.',
      ];
    return leaky
      ? [`TensorFlow.js has no leaky ReLU inside recurrent layers (layer ${layer.kind}). Choose another activation, or export to ONNX.`]
      : [];
  });
}

function modelJson({ experiment, classNames, input }: ModelToWrite): object {
  const plan = planOf(experiment);
  const layers = plan.layers.flatMap(({ layer, inputShape }, i): { json: LayerJson; weights: WeightSpec[] }[] => {
    // TensorFlow.js refuses to flatten what is flat already.
    if (layer.kind === 'flatten' && inputShape?.length === 1) return [];
    const name = `layer_${i + 1}`;
    const [own, ...after] = toJson(layer).map(({ class_name, config }, part) => ({
      class_name,
      config: { name: part === 0 ? name : `${name}_activation`, ...config },
    }));
    if (!own) return [];
    return [{ json: own, weights: plan.layers[i]?.weights ?? [] }, ...after.map((json) => ({ json, weights: [] }))];
  });
  const first = {
    class_name: 'InputLayer',
    config: { name: 'input', batch_input_shape: [null, ...plan.inputShape], dtype: 'float32', sparse: false },
  };
  const weights = layers.flatMap(({ json, weights }) =>
    weights.map(({ name, shape }) => ({ name: `${json.config.name}/${KERAS_NAMES[name]}`, shape, dtype: 'float32' })),
  );
  return {
    format: 'layers-model',
    generatedBy: 'Atelier',
    convertedBy: null,
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      model_config: { class_name: 'Sequential', config: { name: 'atelier', layers: [first, ...layers.map(({ json }) => json)] } },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
    userDefinedMetadata: {
      classNames,
      input: { ...input, formula: '(byte - offset) * factor' },
      output: taskOutput(experiment.data).activation,
    },
  };
}

/** Leaky ReLU is a layer of its own there. */
const activated = (json: LayerJson, { activation, negativeSlope }: { activation: Activation; negativeSlope: number }): LayerJson[] =>
  activation === 'leakyRelu'
    ? [
        { ...json, config: { ...json.config, activation: 'linear' } },
        { class_name: 'LeakyReLU', config: { alpha: negativeSlope } },
      ]
    : [{ ...json, config: { ...json.config, activation } }];

const square = (side: number) => [side, side];

const pooling = (class_name: string, layer: LayerOf<'maxPooling2d' | 'averagePooling2d'>): LayerJson[] => [
  {
    class_name,
    config: {
      pool_size: square(layer.poolSize),
      strides: square(poolStrides(layer)),
      padding: layer.padding,
      data_format: 'channels_last',
    },
  },
];

const windowed = (layer: LayerOf<'conv2d' | 'depthwiseConv2d' | 'separableConv2d'>) => ({
  kernel_size: square(layer.kernelSize),
  strides: square(layer.strides),
  padding: layer.padding,
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  use_bias: layer.useBias,
});

const recurrent = (layer: LayerOf<'simpleRnn' | 'lstm' | 'gru'>) => ({
  units: layer.units,
  activation: layer.activation,
  use_bias: layer.useBias,
  return_sequences: layer.returnSequences,
  // The weights are loaded afterwards, and drawing an orthogonal kernel takes its time.
  recurrent_initializer: { class_name: 'Zeros', config: {} },
});

const TO_JSON: { [K in LayerKind]: (layer: LayerOf<K>) => LayerJson[] } = {
  dense: (layer) => activated({ class_name: 'Dense', config: { units: layer.units, use_bias: layer.useBias } }, layer),
  conv2d: (layer) => activated({ class_name: 'Conv2D', config: { filters: layer.filters, ...windowed(layer) } }, layer),
  depthwiseConv2d: (layer) =>
    activated({ class_name: 'DepthwiseConv2D', config: { depth_multiplier: layer.depthMultiplier, ...windowed(layer) } }, layer),
  separableConv2d: (layer) =>
    activated(
      { class_name: 'SeparableConv2D', config: { filters: layer.filters, depth_multiplier: layer.depthMultiplier, ...windowed(layer) } },
      layer,
    ),
  maxPooling2d: (layer) => pooling('MaxPooling2D', layer),
  averagePooling2d: (layer) => pooling('AveragePooling2D', layer),
  globalAveragePooling2d: () => [{ class_name: 'GlobalAveragePooling2D', config: { data_format: 'channels_last' } }],
  flatten: () => [{ class_name: 'Flatten', config: {} }],
  reshape: (layer) => [{ class_name: 'Reshape', config: { target_shape: layer.targetShape } }],
  dropout: (layer) => [{ class_name: 'Dropout', config: { rate: layer.rate } }],
  batchNormalization: (layer) => [
    { class_name: 'BatchNormalization', config: { axis: -1, momentum: layer.momentum, epsilon: layer.epsilon } },
  ],
  activation: (layer) =>
    layer.activation === 'leakyRelu'
      ? [{ class_name: 'LeakyReLU', config: { alpha: layer.negativeSlope } }]
      : [{ class_name: 'Activation', config: { activation: layer.activation } }],
  simpleRnn: (layer) => [{ class_name: 'SimpleRNN', config: recurrent(layer) }],
  lstm: (layer) => [
    { class_name: 'LSTM', config: { ...recurrent(layer), recurrent_activation: layer.recurrentActivation, implementation: 1 } },
  ],
  gru: (layer) => [
    {
      class_name: 'GRU',
      config: { ...recurrent(layer), recurrent_activation: layer.recurrentActivation, reset_after: false, implementation: 1 },
    },
  ],
};

const toJson = (layer: Layer): LayerJson[] => (TO_JSON[layer.kind] as (layer: Layer) => LayerJson[])(layer);

/** All weights one after the other, little-endian. */
function floats(weights: readonly Float32Array[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * weights.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const values of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return new Uint8Array(view.buffer);
}
