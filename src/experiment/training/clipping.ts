import * as v from 'valibot';
import { choiceTable, type KindChoice, keysOf, type ValueOf } from '@/experiment/choice';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { at, optionIssues, type SettingIssue } from '@/experiment/setting-issue';

/** A clipping up to a limit. */
const limited = <K extends string>(kind: K, title: string, limit: number, help: string, limitHelp: string) => {
  const field: Field = {
    name: 'limit',
    label: 'limit',
    help: limitHelp,
    type: 'number',
    min: 0,
    max: 1_000_000,
    step: 0.1,
    exclusiveMin: true,
  };
  return { title, help, schema: v.object({ kind: v.literal(kind), limit: number }), defaults: { kind, limit }, fields: [field] };
};

/**
 * The ways to limit a gradient, L1 / L2 included, before the optimizer sees it: each number (Keras's clipvalue), each weight array's norm
 * (clipnorm), or the norm of all together (global_clipnorm).
 */
export const CLIPPINGS = choiceTable({
  none: {
    title: 'None',
    help: 'Gradients stay as they are.',
    schema: v.object({ kind: v.literal('none') }),
    defaults: { kind: 'none' },
    fields: [],
  } satisfies KindChoice<{ kind: 'none' }>,
  value: limited(
    'value',
    'By value',
    0.5,
    'No single number of a gradient is larger than the limit.',
    'The largest size of a number, positive or negative.',
  ),
  norm: limited(
    'norm',
    'By norm',
    1,
    'The gradient of each array of weights is shortened to the limit.',
    'The largest length of the gradient of one array of weights.',
  ),
  globalNorm: limited(
    'globalNorm',
    'By global norm',
    1,
    'All gradients together are shortened to the limit, so that their direction stays.',
    'The largest length of all gradients together.',
  ),
});

export type Clipping = ValueOf<typeof CLIPPINGS>;

export const CLIPPING_KINDS = keysOf(CLIPPINGS);

/** What is wrong with the clipping: at `clipping.limit`. */
export const clippingIssues = (clipping: Clipping): SettingIssue[] =>
  at('clipping', optionIssues(CLIPPINGS[clipping.kind].fields, clipping));
