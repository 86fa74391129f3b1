import type { AveragePooling2dLayer, MaxPooling2dLayer, PoolingLayer, Shape } from '@/experiment/network/types';
import type { Inferred, Kind, Refusal } from './kind';
import { paddingField } from './shared-fields';
import { needsMap, needsRoom, windowedLength } from './window';

/** Strides in force: the window's own size unless said otherwise, as in Keras. */
export const poolStrides = (layer: PoolingLayer): number => layer.strides ?? layer.poolSize;

function pooling<L extends PoolingLayer>(kind: L['kind'], title: string, help: string): Kind<L> {
  return {
    title,
    help,
    fields: [
      { name: 'poolSize', label: 'pool size', help: 'Height and width of the window, in pixels.', type: 'integer', min: 1, max: 28 },
      {
        name: 'strides',
        label: 'strides',
        help: 'How many pixels the window moves at a time; empty means the pool size.',
        type: 'integer',
        min: 1,
        max: 28,
        optional: 'pool size',
      },
      paddingField,
    ],
    // The compiler cannot see that a union's member minus its id is what these four options are.
    defaults: { kind, poolSize: 2, strides: null, padding: 'valid' } as Omit<L, 'id'>,
    summary(layer) {
      const strides = layer.strides === null || layer.strides === layer.poolSize ? [] : [`strides ${layer.strides}`];
      const padding = layer.padding === 'valid' ? [] : [layer.padding];
      return [`${layer.poolSize}×${layer.poolSize}`, ...strides, ...padding].join(' · ');
    },
    infer(layer: L, input: Shape): Inferred | Refusal {
      const size = layer.poolSize;
      const strides = poolStrides(layer);
      const refusal = needsMap(title, input) ?? needsRoom({ title, field: 'poolSize', size, strides, padding: layer.padding }, input);
      if (refusal) return refusal;
      const [height = 0, width = 0, channels = 0] = input;
      const outputShape = [
        windowedLength(height, size, strides, layer.padding),
        windowedLength(width, size, strides, layer.padding),
        channels,
      ];
      return { outputShape, weights: [], multiplyAdds: 0 };
    },
  };
}

export const maxPooling2d = pooling<MaxPooling2dLayer>(
  'maxPooling2d',
  'MaxPooling2D',
  'Keeps the largest value of each window: a smaller map, less sensitive to shifts.',
);
export const averagePooling2d = pooling<AveragePooling2dLayer>(
  'averagePooling2d',
  'AveragePooling2D',
  'Keeps the mean of each window: a smaller, smoother map.',
);
