import * as v from 'valibot';
import { type Kind, layerEntries } from '@/experiment/network/parts/kind';
import { RECURRENT_DEFAULTS, recurrent, recurrentEntries, recurrentFields } from '@/experiment/network/parts/recurrent';

const schema = v.object({ ...layerEntries('simpleRnn'), ...recurrentEntries });

export type SimpleRnnLayer = v.InferOutput<typeof schema>;

export const simpleRnn: Kind<SimpleRnnLayer> = {
  title: 'SimpleRNN',
  help: 'Reads a sequence step by step and combines each step with what it remembers of the steps before.',
  schema,
  defaults: { kind: 'simpleRnn', ...RECURRENT_DEFAULTS },
  fields: recurrentFields(),
  ...recurrent({ title: 'SimpleRNN', gates: 1, biasInitializer: 'zeros' }),
};
