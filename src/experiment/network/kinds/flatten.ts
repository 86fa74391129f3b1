import * as v from 'valibot';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { sizeOf } from '@/experiment/network/shape';

const schema = v.object(layerEntries('flatten'));

export type FlattenLayer = v.InferOutput<typeof schema>;

export const flatten: Kind<FlattenLayer> = {
  title: 'Flatten',
  help: 'Turns the image into one flat list of numbers, as Dense layers need it.',
  group: 'shape',
  schema,
  defaults: { kind: 'flatten' },
  fields: [],
  reads: 'any',
  makes: () => 'row',
  role: 'passes',
  sight: () => ITSELF,
  summary: () => '',
  infer: (_layer, input) => ({ ...passThrough(input), outputShape: [sizeOf(input)] }),
};
