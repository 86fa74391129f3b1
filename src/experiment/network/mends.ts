import { kindOf } from './kinds';
import type { Refusal } from './kinds/kind';
import { type Layer, type Mend, RECURRENT_KINDS, type Shape } from './types';

/** What of the layers before a refused one decides how it is mended. */
interface Before {
  layer: Layer;
  inputShape: Shape | null;
  outputShape: Shape | null;
}

/** The mend for a refused layer; where the layers before it have a part in it, the last one that spoilt what is needed here is found. */
export function findMend(layer: Layer, mend: Refusal['mend'], before: Before[]): Mend | null {
  if (mend === 'keepMap') return keepMap(layer, before);
  if (mend === 'keepSequence') return keepSequence(before);
  return mend ?? null;
}

const moveBefore = (source: Layer): Mend => ({
  label: `Move it before ${kindOf(source).title}`,
  action: 'moveBefore',
  target: source.id,
});

/** Moves a layer that wants a map to before the last layer that made something else of it. */
function keepMap(layer: Layer, before: Before[]): Mend | null {
  const source = before.findLast((entry) => entry.inputShape?.length === 3 && entry.outputShape?.length !== 3);
  if (!source) return null;
  // It would leave no map for the other one itself.
  const spoils = layer.kind === 'globalAveragePooling2d' && source.layer.kind !== 'flatten';
  return spoils ? { label: 'Remove it', action: 'remove' } : moveBefore(source.layer);
}

/** Lets the recurrent layer that made a row of numbers give its whole sequence, or moves the refused layer to before what else did. */
function keepSequence(before: Before[]): Mend | null {
  const source = before.findLast((entry) => (entry.inputShape?.length ?? 0) > 1 && entry.outputShape?.length === 1);
  if (!source) return null;
  if (!RECURRENT_KINDS.includes(source.layer.kind)) return moveBefore(source.layer);
  const label = `Let the ${kindOf(source.layer).title} before it return sequences`;
  return { label, action: 'set', field: 'returnSequences', value: true, target: source.layer.id };
}
