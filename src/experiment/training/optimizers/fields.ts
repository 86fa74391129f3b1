import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';

type NumberField = Extract<Field, { type: 'number' }>;

/** How much of a running mean is kept at each step: from 0 to just below 1. */
export const decayField = (name: string, label: string, help: string): NumberField => ({
  name,
  label,
  help,
  type: 'number',
  min: 0,
  max: 1,
  step: 0.01,
  exclusiveMax: true,
});

export const epsilonField: NumberField = {
  name: 'epsilon',
  label: 'epsilon',
  help: 'A small number that prevents division by zero.',
  type: 'number',
  min: 0,
  max: 1,
  step: 1e-7,
  exclusiveMin: true,
};

export const momentumField = decayField('momentum', 'momentum', 'How much of the last step carries over into the next.');

/** The options of Adam and its relatives, with Keras's defaults. */
export const ADAM_OPTIONS = { beta1: number, beta2: number, epsilon: number };
export const ADAM_DEFAULTS = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
export const adamFields: readonly Field[] = [
  decayField('beta1', 'beta 1', 'How slowly the running mean of the gradient follows the batches.'),
  { ...decayField('beta2', 'beta 2', 'How slowly the running mean of the squared gradient follows the batches.'), step: 0.001 },
  epsilonField,
];

/** A schema of one optimizer's options. */
export const optionsOf = <K extends string, O extends v.ObjectEntries>(kind: K, options: O) =>
  v.object({ kind: v.literal(kind), ...options });
