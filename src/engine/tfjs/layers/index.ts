import type { Layer, LayerKind, LayerOf } from '@/experiment/network/kinds';
import { activation } from './activation';
import { averagePooling2d } from './average-pooling2d';
import { batchNormalization } from './batch-normalization';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { depthwiseConv2d } from './depthwise-conv2d';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAveragePooling2d } from './global-average-pooling2d';
import { gru } from './gru';
import type { TfjsLayer } from './layer';
import { lstm } from './lstm';
import { maxPooling2d } from './max-pooling2d';
import { reshape } from './reshape';
import { separableConv2d } from './separable-conv2d';
import { simpleRnn } from './simple-rnn';

/** The one table from kind to what computes it; a kind left out is a compile error. */
const LAYERS: { [K in LayerKind]: TfjsLayer<LayerOf<K>> } = {
  dense,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  flatten,
  reshape,
  dropout,
  batchNormalization,
  activation,
  simpleRnn,
  lstm,
  gru,
};

/** The entry of a layer's own kind. */
export const tfjsLayer = (layer: Layer): TfjsLayer<Layer> => LAYERS[layer.kind] as unknown as TfjsLayer<Layer>;
