import * as v from 'valibot';
import { activationDefaults, activationEntries, activationFields, activationSummary } from '@/experiment/network/parts/activation';
import { type Kind, layerEntries, passThrough } from '@/experiment/network/parts/kind';
import { ITSELF } from '@/experiment/network/parts/sight';

const schema = v.object({ ...layerEntries('activation'), ...activationEntries });

export type ActivationLayer = v.InferOutput<typeof schema>;

export const activation: Kind<ActivationLayer> = {
  title: 'Activation',
  help: 'Applies a function to each number, so that stacked layers can learn more than straight lines.',
  group: 'shape',
  schema,
  defaults: { kind: 'activation', ...activationDefaults('relu') },
  fields: activationFields,
  reads: 'any',
  makes: () => 'same',
  role: 'passes',
  sight: () => ITSELF,
  summary: activationSummary,
  infer: (_layer, input) => passThrough(input),
};
