import type { Window } from '@/engine/tfjs/product';
import type { PoolingLayer } from '@/experiment/network/kinds';
import { poolStrides } from '@/experiment/network/parts/pooling';

/** The window of a pooling layer. */
export const poolWindow = (layer: PoolingLayer): Window => ({ size: layer.poolSize, strides: poolStrides(layer), padding: layer.padding });
