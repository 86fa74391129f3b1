import type * as v from 'valibot';
import type { Kind } from '@/experiment/network/parts/kind';
import { POOLING_DEFAULTS, pooling, poolingSchema } from '@/experiment/network/parts/pooling';

const schema = poolingSchema('maxPooling2d');

export type MaxPooling2dLayer = v.InferOutput<typeof schema>;

export const maxPooling2d: Kind<MaxPooling2dLayer> = {
  title: 'MaxPooling2D',
  help: 'Keeps the largest value of each window. Makes the image smaller and less sensitive to shifts.',
  schema,
  defaults: { kind: 'maxPooling2d', ...POOLING_DEFAULTS },
  ...pooling('MaxPooling2D'),
};
