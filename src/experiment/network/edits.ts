import { createLayer, kindOf } from './kinds';
import { type Issue, type Layer, type LayerKind, type Mend, type OptionValue, OUTPUT_ID, RECURRENT_KINDS } from './types';

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

/**
 * Where a layer of `kind` goes when it is picked from the palette: after the selected layer, or else at the end, but never where that
 * kind cannot work if there is a place where it can. The image is a map at first, perhaps a sequence after a Reshape, and a row of numbers
 * after the first Flatten, global pooling or last recurrent layer:
 * - convolutions and pooling read maps, so they go no further than before the first layer that makes, or already wants, something else;
 *   global pooling leaves no map, so it goes after the last of them;
 * - Reshape and recurrent layers go before the first Flatten or Dense, recurrent ones after the first Reshape to a sequence;
 * - Flatten comes after the last layer that cannot read a row, before the first Dense;
 * - Dense reads rows, so it goes after the first layer that makes one. Without any, it goes where it was asked for, and its card offers
 *   the Flatten.
 */
export function placeFor(layers: readonly Layer[], kind: LayerKind, selected: string | null): number {
  const after = layers.findIndex((layer) => layer.id === selected);
  const wanted = after < 0 ? layers.length : after + 1;
  const [least, most] = roomFor(layers, kind);
  return Math.max(least, Math.min(wanted, most));
}

/** The first and the last place where a kind can work, as far as its neighbours' kinds tell; the first one counts where none does. */
function roomFor(layers: readonly Layer[], kind: LayerKind): [least: number, most: number] {
  const end = layers.length;
  const firstOf = (kinds: readonly LayerKind[]) => orEnd(layers, (layer) => kinds.includes(layer.kind));
  const afterLast = (kinds: readonly LayerKind[]) => layers.findLastIndex((layer) => kinds.includes(layer.kind)) + 1;
  if (kind === 'globalAveragePooling2d') return [afterLast(MAP_KINDS), orEnd(layers, endsMaps)];
  if (MAP_KINDS.includes(kind)) return [0, orEnd(layers, endsMaps)];
  if (kind === 'reshape') return [0, firstOf(['flatten', 'dense', ...RECURRENT_KINDS])];
  if (RECURRENT_KINDS.includes(kind)) return [layers.findIndex(makesSequence) + 1, firstOf(['flatten', 'dense', 'globalAveragePooling2d'])];
  if (kind === 'dense') return [layers.findIndex(makesRow) + 1, end];
  if (kind === 'flatten') return [afterLast([...MAP_KINDS, ...RECURRENT_KINDS]), firstOf(['dense'])];
  return [0, end];
}

/** Kinds that read nothing but maps. */
const MAP_KINDS: readonly LayerKind[] = [
  'conv2d',
  'depthwiseConv2d',
  'separableConv2d',
  'maxPooling2d',
  'averagePooling2d',
  'globalAveragePooling2d',
];

/** Whether what comes after a layer is no map any more, or was none before it. */
const endsMaps = (layer: Layer): boolean =>
  ['flatten', 'dense', 'globalAveragePooling2d', ...RECURRENT_KINDS].includes(layer.kind) ||
  (layer.kind === 'reshape' && layer.targetShape.length !== 3);

const makesSequence = (layer: Layer): boolean => layer.kind === 'reshape' && layer.targetShape.length === 2;

const makesRow = (layer: Layer): boolean =>
  ['flatten', 'globalAveragePooling2d'].includes(layer.kind) || ('returnSequences' in layer && !layer.returnSequences);

/** The place of the first layer that fits, or the end. */
function orEnd(layers: readonly Layer[], fits: (layer: Layer) => boolean): number {
  const index = layers.findIndex(fits);
  return index < 0 ? layers.length : index;
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
