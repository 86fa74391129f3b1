import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { addLayer, applyMend, duplicateLayer, moveLayer, newLayerId, removeLayer, setOption } from '@/experiment/network/edits';
import type { Issue } from '@/experiment/network/issue';
import { KINDS, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { MAX_STACKED } from '@/experiment/network/limits';
import { placeFor } from '@/experiment/network/placement';
import type { OptionValue } from '@/experiment/network/types';
import { layerNames } from './names';

/** What a person can do to the stack. Each edit goes to the owner at once; what is open and what was said stays here. */
export interface StackEditing {
  /** Id of the open card, if one is open and still there. */
  selected: string | null;
  names: ReadonlyMap<string, string>;
  /** Why no layer can be added; `null` where one can. */
  full: string | null;
  /** The last edit in words, for screen readers. */
  said: string;
  toggle(id: string): void;
  /** At the place `at`; left out, where the kind fits best beside the open card. */
  add(kind: LayerKind, at?: number): void;
  remove(id: string): void;
  duplicate(id: string): void;
  move(from: number, to: number): void;
  set(id: string, field: string, value: OptionValue): void;
  mend(issue: Issue): void;
}

/** Edits of a stack by one panel, whose `list` gets the focus that an edit would lose. */
export function useStackEditing(
  layers: readonly Layer[],
  onChange: (layers: Layer[]) => void,
  list: RefObject<HTMLElement | null>,
): StackEditing {
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const focus = useFocusAfterEdit(layers, list);
  const names = layerNames(layers);
  const selected = layers.some((layer) => layer.id === open) ? open : null;

  /** Hands an edit over; `id` is the card it leaves one at. */
  const edit = (next: Layer[], words: string, id: string | null) => {
    focus.keep(id);
    setSaid(words);
    onChange(next);
  };
  const full = layers.length < MAX_STACKED ? null : `A network can have at most ${MAX_STACKED} layers. Remove one to add another.`;
  const nameOf = (id: string) => names.get(id) ?? 'Layer';

  return {
    selected,
    names,
    full,
    said,
    toggle: (id) => setOpen(id === selected ? null : id),
    add(kind, at = placeFor(layers, kind, selected)) {
      if (full) return setSaid(full);
      const id = newLayerId(layers);
      edit(addLayer(layers, kind, at, id), `${KINDS[kind].title} added as layer ${at + 1} of ${layers.length + 1}.`, id);
      setOpen(id);
    },
    remove(id) {
      const at = layers.findIndex((layer) => layer.id === id);
      const neighbour = layers[at + 1] ?? layers[at - 1];
      edit(removeLayer(layers, id), `${nameOf(id)} removed.`, neighbour?.id ?? null);
    },
    duplicate(id) {
      if (full) return setSaid(full);
      const copy = newLayerId(layers);
      edit(duplicateLayer(layers, id, copy), `${nameOf(id)} duplicated.`, copy);
      setOpen(copy);
    },
    move(from, to) {
      const moved = layers[from];
      if (!moved || to < 0 || to >= layers.length || from === to) return;
      edit(moveLayer(layers, from, to), `${nameOf(moved.id)} is now layer ${to + 1} of ${layers.length}.`, null);
    },
    set: (id, field, value) => onChange(setOption(layers, id, field, value)),
    mend: (issue) => edit(applyMend(layers, issue), `Fixed: ${issue.mend?.label ?? ''}.`, issue.layer),
  };
}

/**
 * Puts the focus where an edit should leave it: on a card by its id, or, for `null`, back on what had it (moving an element in the page
 * takes its focus away).
 */
function useFocusAfterEdit(layers: readonly Layer[], list: RefObject<HTMLElement | null>) {
  const pending = useRef<{ id: string | null; held: Element | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stack is what the focus waits for.
  useLayoutEffect(() => {
    const wish = pending.current;
    pending.current = null;
    if (!wish) return;
    const held = wish.held?.isConnected && wish.held !== document.body ? wish.held : null;
    const head = list.current?.querySelector(`[data-head="${CSS.escape(wish.id ?? '')}"]`);
    // Where the last card went, or the output was mended, the list itself keeps the place.
    const target = wish.id === null ? held : (head ?? list.current);
    if (target instanceof HTMLElement && target !== document.activeElement) target.focus();
  }, [layers, list]);
  return {
    keep(id: string | null) {
      pending.current = { id, held: document.activeElement };
    },
  };
}
