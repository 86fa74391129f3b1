import * as v from 'valibot';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { needsMap } from '@/experiment/network/parts/window';

const schema = v.object(layerEntries('globalAveragePooling2d'));

/** The mean of each channel over the whole map: [channels]. */
export type GlobalAveragePooling2dLayer = v.InferOutput<typeof schema>;

export const globalAveragePooling2d: Kind<GlobalAveragePooling2dLayer> = {
  title: 'GlobalAveragePooling2D',
  help: 'Keeps the mean of each channel over the whole image: a short list of numbers for Dense layers, instead of Flatten’s long one.',
  group: 'pooling',
  schema,
  defaults: { kind: 'globalAveragePooling2d' },
  fields: [],
  reads: 'map',
  makes: () => 'row',
  role: 'passes',
  sight: () => ({ of: 'channel' }),
  summary: () => '',
  infer: (_layer, input) => needsMap('GlobalAveragePooling2D', input) ?? { ...passThrough(input), outputShape: input.slice(-1) },
};
