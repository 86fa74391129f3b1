import type { Layer, LayerKind, LayerOf } from '@/experiment/network/kinds';
import { batchNormalization } from './batch-normalization';
import { conv2d, depthwiseConv2d, separableConv2d } from './convolution';
import { dense } from './dense';
import type { WriteLayer } from './layer';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling';
import { gru, lstm, simpleRnn } from './recurrent';
import { flatten, reshape } from './reshaping';
import { activation, dropout } from './simple';

/** The one table from kind of layer to its PyTorch; a kind left out is a compile error. */
const LAYERS: { [K in LayerKind]: WriteLayer<LayerOf<K>> } = {
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

/** The function that writes a layer's own kind. */
export const writerOf = (layer: Layer): WriteLayer<Layer> => LAYERS[layer.kind] as unknown as WriteLayer<Layer>;
