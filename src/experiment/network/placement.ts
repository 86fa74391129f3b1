import { KINDS, kindOf, type Layer, type LayerKind } from './kinds';
import type { Form } from './parts/kind';

/**
 * Where a layer of `kind` goes when it is picked from the palette: after the selected layer, or else at the end, but never where that
 * kind cannot work if there is a place where it can. The image is a map at first, perhaps a sequence after a Reshape, and a row of numbers
 * after the first Flatten, global pooling or last recurrent layer. So far as the neighbours' kinds tell:
 * - what reads maps goes no further than before the first layer that makes, or already needs, something else; if it leaves no map itself, it
 *   goes after all others that need one;
 * - what reads a sequence goes after the first layer that makes one, and before the first that makes or needs a row;
 * - what reads a row goes after the first layer that makes one. Without any, it goes where it was asked for, and its card offers the Flatten;
 * - Flatten comes after the last layer that cannot read a row, and before the first that needs one;
 * - Reshape goes before the first layer that needs or makes a row or a sequence.
 */
export function placeFor(layers: readonly Layer[], kind: LayerKind, selected: string | null): number {
  const after = layers.findIndex((layer) => layer.id === selected);
  const wanted = after < 0 ? layers.length : after + 1;
  const [least, most] = roomFor(layers, kind);
  return Math.max(least, Math.min(wanted, most));
}

/** The first and the last place where a kind can work; the first one counts where none does. */
function roomFor(layers: readonly Layer[], kind: LayerKind): [least: number, most: number] {
  const firstThat = (fits: (layer: Layer) => boolean) => orEnd(layers, fits);
  const afterFirst = (fits: (layer: Layer) => boolean) => layers.findIndex(fits) + 1;
  const afterLast = (fits: (layer: Layer) => boolean) => layers.findLastIndex(fits) + 1;
  const { reads } = KINDS[kind];
  const makes = formAfter(KINDS[kind].defaults as Layer);
  if (reads === 'map') return [makes === 'row' ? afterLast(reading('map')) : 0, firstThat(endsMaps)];
  if (reads === 'sequence') return [afterFirst(turningInto('sequence')), firstThat(endsSequences)];
  if (reads === 'row') return [afterFirst((layer) => formAfter(layer) === 'row' && !reading('row')(layer)), layers.length];
  if (makes === 'row') return [afterLast(reading('map', 'sequence')), firstThat(reading('row'))];
  if (makes !== 'same') return [0, firstThat((layer) => reading('sequence')(layer) || endsSequences(layer))];
  return [0, layers.length];
}

const formAfter = (layer: Layer): Form | 'same' => kindOf(layer).makes(layer);

const reading =
  (...forms: (Form | 'any')[]) =>
  (layer: Layer): boolean =>
    forms.includes(kindOf(layer).reads);

/** Whether a layer makes a form of something else. */
const turningInto =
  (form: Form) =>
  (layer: Layer): boolean =>
    formAfter(layer) === form && kindOf(layer).reads !== form;

/** Whether what comes after a layer is no map any more, or was none before it. */
const endsMaps = (layer: Layer): boolean => !reading('any', 'map')(layer) || !['same', 'map'].includes(formAfter(layer));

/** Whether a layer makes or needs a row, so that no sequence comes after it. A recurrent layer may be told to return its sequence. */
const endsSequences = (layer: Layer): boolean => reading('row')(layer) || (formAfter(layer) === 'row' && !reading('sequence')(layer));

/** The place of the first layer that fits, or the end. */
function orEnd(layers: readonly Layer[], fits: (layer: Layer) => boolean): number {
  const index = layers.findIndex(fits);
  return index < 0 ? layers.length : index;
}
