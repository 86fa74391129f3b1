import type { Issue, Mend } from './issue';
import { createLayer, kindOf, type Layer, type LayerKind } from './kinds';
import { type OptionValue, OUTPUT_ID } from './types';

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
      return addWithOptions(layers, mend, at, newId);
    case 'remove':
      return removeLayer(layers, issue.layer);
    case 'moveBefore':
      return moveBefore(layers, at, mend.target);
    case 'set':
      return setOption(layers, mend.target ?? issue.layer, mend.field, mend.value);
  }
}

function addWithOptions(layers: readonly Layer[], mend: Extract<Mend, { action: 'insertBefore' }>, at: number, id: string): Layer[] {
  const added = addLayer(layers, mend.kind, at, id);
  return Object.entries(mend.options ?? {}).reduce((stack, [field, value]) => setOption(stack, id, field, value), added);
}

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
