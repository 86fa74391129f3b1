import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { taskOutput } from '@/experiment/data/classes';
import type { Experiment } from '@/experiment/experiment';
import { poolStrides } from '@/experiment/network/kinds/pooling';
import { weightSpecs } from '@/experiment/network/network';
import type { Activation, Layer, LayerKind, LayerOf } from '@/experiment/network/types';

/** An Experiment's network as TensorFlow.js's own layers, up to the logits: what ours is measured against. */
export function kerasModel(experiment: Experiment): tfl.Sequential {
  const model = tfl.sequential();
  model.add(tfl.layers.inputLayer({ inputShape: [28, 28, 1] }));
  for (const layer of experiment.model.layers) {
    // TensorFlow.js refuses to flatten a row; Keras and we leave it as it is.
    if (layer.kind === 'flatten' && model.outputs[0]?.shape.length === 2) continue;
    for (const each of toKeras(layer)) model.add(each);
  }
  model.add(tfl.layers.dense({ units: taskOutput(experiment.data.task).units }));
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

const TO_KERAS: { [K in LayerKind]: (layer: LayerOf<K>) => tfl.layers.Layer[] } = {
  dense: ({ units, useBias, activation, negativeSlope }) => [tfl.layers.dense({ units, useBias }), ...activated(activation, negativeSlope)],
  conv2d: ({ filters, kernelSize, strides, padding, useBias, activation, negativeSlope }) => [
    tfl.layers.conv2d({ filters, kernelSize, strides, padding, useBias }),
    ...activated(activation, negativeSlope),
  ],
  maxPooling2d: (layer) => [tfl.layers.maxPooling2d(poolOptions(layer))],
  averagePooling2d: (layer) => [tfl.layers.averagePooling2d(poolOptions(layer))],
  flatten: () => [tfl.layers.flatten()],
  dropout: ({ rate }) => [tfl.layers.dropout({ rate })],
  batchNormalization: ({ momentum, epsilon }) => [tfl.layers.batchNormalization({ momentum, epsilon })],
  activation: ({ activation, negativeSlope }) => activated(activation, negativeSlope),
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
