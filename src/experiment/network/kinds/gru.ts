import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { type Kind, layerEntries } from '@/experiment/network/parts/kind';
import {
  gateEntries,
  gateField,
  RECURRENT_DEFAULTS,
  recurrent,
  recurrentEntries,
  recurrentFields,
} from '@/experiment/network/parts/recurrent';

/** Layers that were stored before there was a choice have the reset gate before the product. */
const resetEntries = { resetAfter: v.optional(v.boolean(), false) };

const schema = v.object({ ...layerEntries('gru'), ...recurrentEntries, ...gateEntries, ...resetEntries });

const resetField: Field<'resetAfter'> = {
  name: 'resetAfter',
  label: 'reset after',
  help: 'Applies the reset gate after the product with the recurrent kernel, which then has a bias of its own. Keras 3 does so unless told otherwise.',
  type: 'boolean',
};

/**
 * Gates z, r, h. With `resetAfter` (Keras's reset_after, its default) the reset gate multiplies the product of the state with the recurrent
 * kernel, and the bias is [2, 3 * units]: of the input's products, and of the state's. Without it (Cho et al. 2014) the gate multiplies the
 * state before that product, and the bias is [3 * units].
 */
export type GruLayer = v.InferOutput<typeof schema>;

export const gru: Kind<GruLayer> = {
  title: 'GRU',
  help: 'A recurrent layer with two gates. Remembers nearly as well as LSTM, with fewer weights.',
  schema,
  defaults: { kind: 'gru', ...RECURRENT_DEFAULTS, recurrentActivation: 'sigmoid', resetAfter: true },
  fields: recurrentFields(gateField, resetField),
  ...recurrent<GruLayer>({ title: 'GRU', gates: 3, biasInitializer: 'zeros', biasRows: ({ resetAfter }) => (resetAfter ? 2 : 1) }),
};
