import { createLayer, kindOf } from './kinds';
import { type Issue, type Layer, type LayerKind, OUTPUT_ID } from './types';

/** What an option of a layer may be set to. Wrong values are welcome: `describeNetwork` says what is wrong with them, at the card. */
export type OptionValue = number | string | boolean | null;

/** An id that no layer of the stack has: one above the highest number in use, so that the same edits give the same ids. */
export function newLayerId(layers: readonly Layer[]): string {
  const numbers = layers.map((layer) => Number(/^l(\d{1,9})$/.exec(layer.id)?.[1] ?? 0));
  return `l${Math.max(0, ...numbers) + 1}`;
}

/** The stack with a new layer of `kind` at `at` (the end unless told otherwise). */
export function addLayer(layers: readonly Layer[], kind: LayerKind, at = layers.length, id = newLayerId(layers)): Layer[] {
  return layers.toSpliced(clamp(at, layers.length), 0, createLayer(kind, id));
}

/** The stack without one layer. */
export const removeLayer = (layers: readonly Layer[], id: string): Layer[] => layers.filter((layer) => layer.id !== id);

/** The stack with a copy of one layer right after it. */
export function duplicateLayer(layers: readonly Layer[], id: string, newId = newLayerId(layers)): Layer[] {
  return layers.flatMap((layer) => (layer.id === id ? [layer, { ...layer, id: newId }] : [layer]));
}

/** The stack with the layer at `from` moved to the place `to`; places beyond the ends mean the ends. */
export function moveLayer(layers: readonly Layer[], from: number, to: number): Layer[] {
  const moved = layers[from];
  if (!moved) return [...layers];
  return layers.toSpliced(from, 1).toSpliced(clamp(to, layers.length - 1), 0, moved);
}

/** The stack with one option of one layer set. What is no option of that layer (its id, its kind) is left alone. */
export function setOption(layers: readonly Layer[], id: string, field: string, value: OptionValue): Layer[] {
  return layers.map((layer) => {
    const known = kindOf(layer).fields.some((one) => one.name === field);
    // The cast lets half-typed numbers in: they have to be kept to be explained.
    return layer.id === id && known ? ({ ...layer, [field]: value } as Layer) : layer;
  });
}

/** The stack after the mend that an issue offers; unchanged where it offers none. */
export function applyMend(layers: readonly Layer[], issue: Issue, newId = newLayerId(layers)): Layer[] {
  const { mend } = issue;
  const at = indexOf(layers, issue.layer);
  if (!mend || at < 0) return [...layers];
  switch (mend.action) {
    case 'insertBefore':
      return addLayer(layers, mend.kind, at, newId);
    case 'remove':
      return removeLayer(layers, issue.layer);
    case 'moveBefore':
      return moveBefore(layers, at, mend.target);
    case 'set':
      return setOption(layers, issue.layer, mend.field, mend.value);
  }
}

/**
 * Where a layer of `kind` goes when it is picked from the palette: after the selected layer, or else at the end, but never where that
 * kind cannot work if there is a place where it can. The image is a map until the first Flatten, and a row of numbers from there on:
 * - Conv2D and pooling read maps, so they go no further than before the first layer that makes, or already wants, a row;
 * - Flatten ends the part with maps: after the last layer that reads one, before the first Dense;
 * - Dense reads rows, so it goes after the first Flatten. Without any, it goes where it was asked for, and its card offers the Flatten.
 */
export function placeFor(layers: readonly Layer[], kind: LayerKind, selected: string | null): number {
  const after = layers.findIndex((layer) => layer.id === selected);
  const wanted = after < 0 ? layers.length : after + 1;
  const first = (kinds: readonly LayerKind[]) => layers.findIndex((layer) => kinds.includes(layer.kind));
  if (MAP_KINDS.includes(kind)) return Math.min(wanted, orEnd(layers, first(['flatten', 'dense'])));
  if (kind === 'dense') return Math.max(wanted, first(['flatten']) + 1);
  if (kind !== 'flatten') return wanted;
  const lastMap = layers.findLastIndex((layer) => MAP_KINDS.includes(layer.kind));
  return Math.max(lastMap + 1, Math.min(wanted, orEnd(layers, first(['dense']))));
}

const MAP_KINDS: readonly LayerKind[] = ['conv2d', 'maxPooling2d', 'averagePooling2d'];

const orEnd = (layers: readonly Layer[], index: number): number => (index < 0 ? layers.length : index);

/** Not a number, as a careless sum may give, means the first place. */
const clamp = (place: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(place) || 0));

/** The place of a layer; the output's is the end of the stack. */
const indexOf = (layers: readonly Layer[], id: string): number =>
  id === OUTPUT_ID ? layers.length : layers.findIndex((layer) => layer.id === id);

function moveBefore(layers: readonly Layer[], from: number, target: string): Layer[] {
  const to = indexOf(layers, target);
  if (to < 0) return [...layers];
  return moveLayer(layers, from, to > from ? to - 1 : to);
}
