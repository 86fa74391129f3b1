import type * as v from 'valibot';
import type { Kind } from '@/experiment/network/parts/kind';
import { POOLING_DEFAULTS, pooling, poolingSchema } from '@/experiment/network/parts/pooling';

const schema = poolingSchema('averagePooling2d');

export type AveragePooling2dLayer = v.InferOutput<typeof schema>;

export const averagePooling2d: Kind<AveragePooling2dLayer> = {
  title: 'AveragePooling2D',
  help: 'Keeps the mean of each window. Makes the image smaller and smoother.',
  schema,
  defaults: { kind: 'averagePooling2d', ...POOLING_DEFAULTS },
  ...pooling('AveragePooling2D'),
};
