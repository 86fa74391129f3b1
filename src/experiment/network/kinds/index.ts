import type * as v from 'valibot';
import type { Kind } from '@/experiment/network/parts/kind';
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
import { lstm } from './lstm';
import { maxPooling2d } from './max-pooling2d';
import { reshape } from './reshape';
import { separableConv2d } from './separable-conv2d';
import { simpleRnn } from './simple-rnn';

/** Lets a kind stand only under its own name. */
const tableOf = <T extends { [K in keyof T]: { defaults: { kind: K } } }>(kinds: T): T => kinds;

/**
 * The one table of layer kinds. `Layer`, the schema of networks, the palette and the rules of editing are all made of it. Within a group of the
 * palette, the order is the palette's.
 */
export const KINDS = tableOf({
  conv2d,
  separableConv2d,
  depthwiseConv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  dense,
  flatten,
  reshape,
  activation,
  dropout,
  batchNormalization,
  simpleRnn,
  lstm,
  gru,
});

export type LayerKind = keyof typeof KINDS;

/** The layer of one kind. */
export type LayerOf<K extends LayerKind> = v.InferOutput<(typeof KINDS)[K]['schema']>;

/** A layer of a stack: its id, its kind and the kind's options. */
export type Layer = { [K in LayerKind]: LayerOf<K> }[LayerKind];

/** Layers that read a sequence step by step. */
export type RecurrentLayer = LayerOf<'simpleRnn' | 'lstm' | 'gru'>;

/** Layers that keep one number of each window. */
export type PoolingLayer = LayerOf<'maxPooling2d' | 'averagePooling2d'>;

export const LAYER_KINDS = Object.keys(KINDS) as LayerKind[];

/** The entry of a layer's own kind. */
export const kindOf = (layer: Layer): Kind<Layer> => KINDS[layer.kind] as unknown as Kind<Layer>;

/** A new layer with its kind's defaults. */
export const createLayer = (kind: LayerKind, id: string): Layer => ({ ...KINDS[kind].defaults, id }) as Layer;
