import type { Layer, LayerKind, LayerOf } from '@/experiment/network/types';
import { conv2d } from './conv2d';
import { dense } from './dense';
import type { Kind } from './kind';
import { averagePooling2d, maxPooling2d } from './pooling';
import { gru, lstm, simpleRnn } from './recurrent';
import { flatten, globalAveragePooling2d, reshape } from './reshaping';
import { depthwiseConv2d, separableConv2d } from './separable';
import { activation, batchNormalization, dropout } from './simple';

/** The one table from kind to what is known of it; a kind left out is a compile error. The order is the palette's. */
export const KINDS: { [K in LayerKind]: Kind<LayerOf<K>> } = {
  conv2d,
  maxPooling2d,
  averagePooling2d,
  flatten,
  dense,
  dropout,
  batchNormalization,
  activation,
  depthwiseConv2d,
  separableConv2d,
  globalAveragePooling2d,
  reshape,
  simpleRnn,
  lstm,
  gru,
};

export const LAYER_KINDS = Object.keys(KINDS) as LayerKind[];

/** The entry of a layer's own kind. */
export const kindOf = (layer: Layer): Kind<Layer> => KINDS[layer.kind] as unknown as Kind<Layer>;

/** A new layer with its kind's defaults. */
export const createLayer = (kind: LayerKind, id: string): Layer => ({ ...KINDS[kind].defaults, id }) as Layer;
