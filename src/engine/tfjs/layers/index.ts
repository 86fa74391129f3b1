import type { Layer, LayerKind, LayerOf } from '@/experiment/network/types';
import { batchNormalization } from './batch-normalization';
import { conv2d } from './conv2d';
import { dense } from './dense';
import type { RunLayer } from './layer';
import { averagePooling2d, maxPooling2d } from './pooling';
import { activation, dropout, flatten } from './simple';

/** The one table from kind to what computes it; a kind left out is a compile error. */
const LAYERS: { [K in LayerKind]: RunLayer<LayerOf<K>> } = {
  dense,
  conv2d,
  maxPooling2d,
  averagePooling2d,
  flatten,
  dropout,
  batchNormalization,
  activation,
};

/** The function of a layer's own kind. */
export const runnerOf = (layer: Layer): RunLayer<Layer> => LAYERS[layer.kind] as unknown as RunLayer<Layer>;
