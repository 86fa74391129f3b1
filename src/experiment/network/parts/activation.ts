import * as v from 'valibot';
import type { Field } from '@/experiment/field';
import { ACTIVATIONS, type Activation } from '@/experiment/network/types';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

/** Options of every layer with an activation. */
export const activationEntries = { activation: v.picklist(ACTIVATIONS), negativeSlope: number };

export interface Activated {
  activation: Activation;
  /** Slope of leakyRelu below zero (ignored by the others). */
  negativeSlope: number;
}

export const activationDefaults = <A extends Activation>(activation: A) => ({ activation, negativeSlope: 0.3 });

export const activationFields: readonly Field<keyof Activated>[] = [
  {
    name: 'activation',
    label: 'activation',
    help: 'The function applied to each output. Without one, stacked layers can only learn what a single layer can.',
    type: 'choice',
    options: ACTIVATIONS,
  },
  {
    name: 'negativeSlope',
    label: 'negative slope',
    help: 'The share of a negative input that leaky ReLU lets through.',
    type: 'number',
    min: 0,
    max: 1,
    step: 0.05,
    onlyWith: [
      ['activation', 'leakyRelu'],
      ['recurrentActivation', 'leakyRelu'],
    ],
  },
];

/** "relu", or "leakyRelu 0.1" where the slope matters. */
export const activationSummary = (layer: Activated): string =>
  layer.activation === 'leakyRelu' ? `leakyRelu ${formatNumber(layer.negativeSlope)}` : layer.activation;
