import type { Window } from '@/engine/tfjs/product';
import { poolStrides } from '@/experiment/network/kinds/pooling';
import type { PoolingLayer } from '@/experiment/network/types';

/** The window of a pooling layer. */
export const poolWindow = (layer: PoolingLayer): Window => ({ size: layer.poolSize, strides: poolStrides(layer), padding: layer.padding });
