import { pyString } from '@/codegen/python/literals';
import type { LayerOf, PoolingLayer } from '@/experiment/network/kinds';
import { type KerasLayer, single, type WriteLayer } from './layer';

const pooling = (name: string, { poolSize, strides, padding }: PoolingLayer): KerasLayer =>
  single(name, [poolSize], {
    ...(strides === null || strides === poolSize ? {} : { strides }),
    ...(padding === 'valid' ? {} : { padding: pyString(padding) }),
  });

export const maxPooling2d: WriteLayer<LayerOf<'maxPooling2d'>> = (layer) => pooling('MaxPooling2D', layer);

export const averagePooling2d: WriteLayer<LayerOf<'averagePooling2d'>> = (layer) => pooling('AveragePooling2D', layer);

export const globalAveragePooling2d: WriteLayer<LayerOf<'globalAveragePooling2d'>> = () => single('GlobalAveragePooling2D');
