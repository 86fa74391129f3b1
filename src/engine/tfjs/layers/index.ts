import type { Layer, LayerKind, LayerOf } from '@/experiment/network/types';
import { batchNormalization } from './batch-normalization';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { depthwiseConv2d, separableConv2d } from './depthwise';
import { gru } from './gru';
import type { RunLayer } from './layer';
import { lstm } from './lstm';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling';
import { activation, dropout, flatten, reshapeTo } from './simple';
import { simpleRnn } from './simple-rnn';

/** The one table from kind to what computes it; a kind left out is a compile error. */
const LAYERS: { [K in LayerKind]: RunLayer<LayerOf<K>> } = {
  dense,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  flatten,
  reshape: reshapeTo,
  dropout,
  batchNormalization,
  activation,
  simpleRnn,
  lstm,
  gru,
};

/** The function of a layer's own kind. */
export const runnerOf = (layer: Layer): RunLayer<Layer> => LAYERS[layer.kind] as unknown as RunLayer<Layer>;
