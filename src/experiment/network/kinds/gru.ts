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

const schema = v.object({ ...layerEntries('gru'), ...recurrentEntries, ...gateEntries });

/** Gates z, r, h; the reset gate before the product with the recurrent kernel (Keras's reset_after=False, which tfjs has). */
export type GruLayer = v.InferOutput<typeof schema>;

export const gru: Kind<GruLayer> = {
  title: 'GRU',
  help: 'A recurrent layer with two gates: nearly as good a memory as LSTM’s, with fewer weights.',
  schema,
  defaults: { kind: 'gru', ...RECURRENT_DEFAULTS, recurrentActivation: 'sigmoid' },
  fields: recurrentFields(gateField),
  ...recurrent({ title: 'GRU', gates: 3, biasInitializer: 'zeros' }),
};
