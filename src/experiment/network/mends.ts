import type { Mend } from './issue';
import { kindOf, type Layer } from './kinds';
import { isRefusal, type KindMend } from './parts/kind';
import { formatShape } from './shape';
import type { Shape } from './types';

/** A mend, and the sentence that asks for it. */
type AdvisedMend = Mend & { advice: string };

/** A layer before a refused one, with what arrives there and what leaves it. */
interface Before {
  layer: Layer;
  inputShape: Shape | null;
  outputShape: Shape | null;
}

/** The mend for a layer that refuses its input, `null` where there is none; `before` are the layers before it. */
export function findMend(layer: Layer, mend: KindMend | undefined, input: Shape, before: Before[]): AdvisedMend | null {
  switch (mend) {
    case undefined:
      return null;
    case 'row':
      return { label: 'Add Flatten', advice: 'Add a Flatten layer before it.', action: 'insertBefore', kind: 'flatten' };
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
function asSequence([height = 0, width = 0, channels = 0]: Shape): AdvisedMend {
  const targetShape = [height, width * channels];
  const shape = formatShape(targetShape);
  const words = { label: `Add Reshape to ${shape}`, advice: `Add a Reshape layer to ${shape} before it.` };
  return { ...words, action: 'insertBefore', kind: 'reshape', options: { targetShape } };
}

const moveBefore = (source: Layer): AdvisedMend => ({
  label: `Move before ${kindOf(source).title}`,
  advice: `Move it before the ${kindOf(source).title} layer.`,
  action: 'moveBefore',
  target: source.id,
});

/** Moves a layer that needs a map to before the last layer that made something else of it. */
function keepMap(layer: Layer, before: Before[]): AdvisedMend | null {
  const source = before.findLast((entry) => entry.inputShape?.length === 3 && entry.outputShape?.length !== 3);
  if (!source?.inputShape) return null;
  return leavesNothingFor(source, source.inputShape, layer)
    ? { label: 'Remove it', advice: 'Remove it.', action: 'remove' }
    : moveBefore(source.layer);
}

/** Whether a layer that makes a row would, moved before another one, leave it nothing that it can read. */
function leavesNothingFor({ layer: other }: Before, input: Shape, layer: Layer): boolean {
  if (kindOf(layer).makes(layer) !== 'row') return false;
  const moved = kindOf(layer).infer(layer, input);
  return !isRefusal(moved) && isRefusal(kindOf(other).infer(other, moved.outputShape));
}

/** Lets the recurrent layer that made a row of numbers return its whole sequence, or moves the refused layer to before what else did. */
function keepSequence(before: Before[]): AdvisedMend | null {
  const source = before.findLast((entry) => (entry.inputShape?.length ?? 0) > 1 && entry.outputShape?.length === 1);
  if (!source) return null;
  if (!('returnSequences' in source.layer)) return moveBefore(source.layer);
  const { title } = kindOf(source.layer);
  const words = { label: `Return sequences in ${title}`, advice: `Turn on “return sequences” in the ${title} layer before it.` };
  return { ...words, action: 'set', field: 'returnSequences', value: true, target: source.layer.id };
}
