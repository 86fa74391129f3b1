import * as v from 'valibot';
import { type Kind, layerEntries } from '@/experiment/network/parts/kind';
import {
  gateEntries,
  gateField,
  RECURRENT_DEFAULTS,
  recurrent,
  recurrentEntries,
  recurrentFields,
} from '@/experiment/network/parts/recurrent';

const schema = v.object({ ...layerEntries('lstm'), ...recurrentEntries, ...gateEntries });

/** Gates i, f, c, o; the forget gate's bias starts at 1, as in Keras. */
export type LstmLayer = v.InferOutput<typeof schema>;

export const lstm: Kind<LstmLayer> = {
  title: 'LSTM',
  help: 'A recurrent layer with a memory of its own. Gates decide what enters it, what leaves it and what is forgotten.',
  schema,
  defaults: { kind: 'lstm', ...RECURRENT_DEFAULTS, recurrentActivation: 'sigmoid' },
  fields: recurrentFields(gateField),
  ...recurrent({ title: 'LSTM', gates: 4, biasInitializer: 'unitForgetBias' }),
};
