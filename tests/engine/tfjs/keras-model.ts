import '@tensorflow/tfjs-backend-cpu';
import { leakyRelu, serialization, type Tensor, tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { taskOutput } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';
import { weightSpecs } from '@/experiment/network/describe';
import type { Layer, LayerKind, LayerOf, RecurrentLayer } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';
import type { Activation } from '@/experiment/network/types';

/** An Experiment's network as TensorFlow.js's own layers, up to the logits: what ours is measured against. */
export function kerasModel(experiment: Experiment): tfl.Sequential {
  const model = tfl.sequential();
  model.add(tfl.layers.inputLayer({ inputShape: [28, 28, 1] }));
  for (const layer of layersOf(experiment)) {
    // TensorFlow.js refuses to flatten a row; Keras and we leave it as it is.
    if (layer.kind === 'flatten' && model.outputs[0]?.shape.length === 2) continue;
    for (const each of toKeras(layer)) model.add(each);
  }
  model.add(tfl.layers.dense({ units: taskOutput(experiment.data).units }));
  return model;
}

/** Sets weights given in our order; tfjs-layers lists the trainable ones of a whole model first, hence layer by layer. */
export function setKerasWeights(model: tfl.Sequential, experiment: Experiment, weights: readonly Float32Array[]): void {
  const specs = weightSpecs(experiment);
  let next = 0;
  for (const layer of model.layers) {
    const tensors = layer.getWeights().map(() => tensor(weights[next]!, [...specs[next++]!.shape]));
    if (tensors.length > 0) layer.setWeights(tensors);
    for (const each of tensors) each.dispose();
  }
}

const activated = (activation: Activation, slope: number): tfl.layers.Layer[] => {
  if (activation === 'linear') return [];
  if (activation === 'leakyRelu') return [tfl.layers.leakyReLU({ alpha: slope })];
  return [tfl.layers.activation({ activation: activation as 'relu' })];
};

/** Names under which leaky relu is known to TensorFlow.js as a function, which it has as a layer only. */
const leakyNames = new Map<number, string>();

function leakyName(slope: number): string {
  const name = `leakyRelu${slope}`;
  if (leakyNames.has(slope)) return name;
  leakyNames.set(slope, name);
  class Leaky extends serialization.Serializable {
    static readonly className = name;
    getConfig = () => ({});
    apply = (x: Tensor) => leakyRelu(x, slope);
  }
  serialization.registerClass(Leaky);
  return name;
}

const functionName = (activation: Activation, slope: number) => (activation === 'leakyRelu' ? leakyName(slope) : activation) as 'relu';

const recurrentOptions = ({ units, useBias, returnSequences, activation, negativeSlope }: RecurrentLayer) => ({
  units,
  useBias,
  returnSequences,
  activation: functionName(activation, negativeSlope),
  // Weights are set afterwards; TensorFlow.js fails to draw an orthogonal kernel for one unit.
  recurrentInitializer: 'zeros' as const,
});

const gatedOptions = (layer: LayerOf<'lstm'> | LayerOf<'gru'>) => ({
  ...recurrentOptions(layer),
  recurrentActivation: functionName(layer.recurrentActivation, layer.negativeSlope),
});

const TO_KERAS: { [K in LayerKind]: (layer: LayerOf<K>) => tfl.layers.Layer[] } = {
  dense: ({ units, useBias, activation, negativeSlope }) => [tfl.layers.dense({ units, useBias }), ...activated(activation, negativeSlope)],
  conv2d: ({ filters, kernelSize, strides, padding, useBias, activation, negativeSlope }) => [
    tfl.layers.conv2d({ filters, kernelSize, strides, padding, useBias }),
    ...activated(activation, negativeSlope),
  ],
  depthwiseConv2d: ({ kernelSize, strides, padding, depthMultiplier, useBias, activation, negativeSlope }) => [
    tfl.layers.depthwiseConv2d({ kernelSize, strides, padding, depthMultiplier, useBias }),
    ...activated(activation, negativeSlope),
  ],
  separableConv2d: ({ filters, kernelSize, strides, padding, depthMultiplier, useBias, activation, negativeSlope }) => [
    tfl.layers.separableConv2d({ filters, kernelSize, strides, padding, depthMultiplier, useBias }),
    ...activated(activation, negativeSlope),
  ],
  maxPooling2d: (layer) => [tfl.layers.maxPooling2d(poolOptions(layer))],
  averagePooling2d: (layer) => [tfl.layers.averagePooling2d(poolOptions(layer))],
  globalAveragePooling2d: () => [tfl.layers.globalAveragePooling2d({})],
  reshape: ({ targetShape }) => [tfl.layers.reshape({ targetShape })],
  flatten: () => [tfl.layers.flatten()],
  dropout: ({ rate }) => [tfl.layers.dropout({ rate })],
  batchNormalization: ({ momentum, epsilon }) => [tfl.layers.batchNormalization({ momentum, epsilon })],
  activation: ({ activation, negativeSlope }) => activated(activation, negativeSlope),
  simpleRnn: (layer) => [tfl.layers.simpleRNN(recurrentOptions(layer))],
  lstm: (layer) => [tfl.layers.lstm(gatedOptions(layer))],
  gru: (layer) => [tfl.layers.gru(gatedOptions(layer))],
};

function poolOptions(layer: LayerOf<'maxPooling2d'> | LayerOf<'averagePooling2d'>) {
  const strides = poolStrides(layer);
  return {
    poolSize: [layer.poolSize, layer.poolSize] as [number, number],
    strides: [strides, strides] as [number, number],
    padding: layer.padding,
  };
}

const toKeras = (layer: Layer): tfl.layers.Layer[] => (TO_KERAS[layer.kind] as (layer: Layer) => tfl.layers.Layer[])(layer);
