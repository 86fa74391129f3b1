import type { Mend } from './issue';
import { kindOf, type Layer } from './kinds';
import { isRefusal, type KindMend } from './parts/kind';
import { formatShape } from './shape';
import type { Shape } from './types';

/** A layer before a refused one, with what arrives there and what leaves it. */
interface Before {
  layer: Layer;
  inputShape: Shape | null;
  outputShape: Shape | null;
}

/** The mend for a layer that refuses its input, `null` where there is none; `before` are the layers before it. */
export function findMend(layer: Layer, mend: KindMend | undefined, input: Shape, before: Before[]): Mend | null {
  switch (mend) {
    case undefined:
      return null;
    case 'row':
      return { label: 'Insert Flatten before it', action: 'insertBefore', kind: 'flatten' };
    case 'sequence':
      return asSequence(input);
    case 'keepMap':
      return keepMap(layer, before);
    case 'keepSequence':
      return keepSequence(before);
    default:
      return { ...mend, action: 'set' };
  }
}

/** Reads a map row by row. */
function asSequence([height = 0, width = 0, channels = 0]: Shape): Mend {
  const targetShape = [height, width * channels];
  const label = `Insert Reshape to ${formatShape(targetShape)} before it`;
  return { label, action: 'insertBefore', kind: 'reshape', options: { targetShape } };
}

const moveBefore = (source: Layer): Mend => ({
  label: `Move it before ${kindOf(source).title}`,
  action: 'moveBefore',
  target: source.id,
});

/** Moves a layer that needs a map to before the last layer that made something else of it. */
function keepMap(layer: Layer, before: Before[]): Mend | null {
  const source = before.findLast((entry) => entry.inputShape?.length === 3 && entry.outputShape?.length !== 3);
  if (!source?.inputShape) return null;
  return leavesNothingFor(source, source.inputShape, layer) ? { label: 'Remove it', action: 'remove' } : moveBefore(source.layer);
}

/** Whether a layer that makes a row would, moved before another one, leave it nothing that it can read. */
function leavesNothingFor({ layer: other }: Before, input: Shape, layer: Layer): boolean {
  if (kindOf(layer).makes(layer) !== 'row') return false;
  const moved = kindOf(layer).infer(layer, input);
  return !isRefusal(moved) && isRefusal(kindOf(other).infer(other, moved.outputShape));
}

/** Lets the recurrent layer that made a row of numbers return its whole sequence, or moves the refused layer to before what else did. */
function keepSequence(before: Before[]): Mend | null {
  const source = before.findLast((entry) => (entry.inputShape?.length ?? 0) > 1 && entry.outputShape?.length === 1);
  if (!source) return null;
  if (!('returnSequences' in source.layer)) return moveBefore(source.layer);
  const label = `Let the ${kindOf(source.layer).title} before it return sequences`;
  return { label, action: 'set', field: 'returnSequences', value: true, target: source.layer.id };
}
