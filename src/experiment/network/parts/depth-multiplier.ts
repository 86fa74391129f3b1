import type { Field } from '@/experiment/field';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';

/** Options of convolutions that filter each channel by itself. */
export const multiplierEntries = { depthMultiplier: number };

export const multiplierField: Field<'depthMultiplier'> = {
  name: 'depthMultiplier',
  label: 'depth multiplier',
  help: 'How many filters each channel gets.',
  type: 'integer',
  min: 1,
  max: 256,
};

/** The multiplier in words where it is not 1. */
export const multiplierSummary = (layer: { depthMultiplier: number }): string[] =>
  layer.depthMultiplier === 1 ? [] : [`${formatNumber(layer.depthMultiplier)} per channel`];
