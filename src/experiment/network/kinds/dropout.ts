import * as v from 'valibot';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

const schema = v.object({ ...layerEntries('dropout'), rate: number });

/** `rate` is the share of inputs set to zero in training, 0 to below 1; the others are scaled by 1 / (1 - rate). */
export type DropoutLayer = v.InferOutput<typeof schema>;

export const dropout: Kind<DropoutLayer> = {
  title: 'Dropout',
  help: 'Sets a random share of its inputs to zero at each training step, so that the network does not rely on any single one.',
  group: 'regularization',
  schema,
  defaults: { kind: 'dropout', rate: 0.25 },
  fields: [
    {
      name: 'rate',
      label: 'rate',
      help: 'The share of inputs set to zero, from 0 to below 1.',
      type: 'number',
      min: 0,
      max: 1,
      step: 0.05,
      exclusiveMax: true,
    },
  ],
  reads: 'any',
  makes: () => 'same',
  role: 'helps',
  sight: () => ITSELF,
  summary: (layer) => `rate ${formatNumber(layer.rate)}`,
  infer: (_layer, input) => passThrough(input),
};
