import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LayerDrag } from './layer-drag';
import type { SortableLayers } from './sortable-layers';

type Code = typeof SortableLayers;

let loaded: Code | null = null;

interface Stack {
  /** Of the layers, in their order. */
  ids: readonly string[];
  names: ReadonlyMap<string, string>;
  move(from: number, to: number): void;
}

/**
 * What drags the cards in `list`, loaded after the first paint.
 *
 * @returns each card's state by the id of its layer, empty until the code is there, and what is to stand beside the list
 */
export function useSortableLayers(
  list: RefObject<HTMLElement | null>,
  stack: Stack,
): { drags: ReadonlyMap<string, LayerDrag>; sensor: ReactNode } {
  const [Sortable, setSortable] = useState<Code | null>(() => loaded);
  const [drags, setDrags] = useState<ReadonlyMap<string, LayerDrag>>(new Map());
  useEffect(() => {
    if (Sortable) return;
    let current = true;
    import('./sortable-layers').then(
      (code) => {
        loaded = code.SortableLayers;
        if (current) setSortable(() => code.SortableLayers);
      },
      // The grip says that it cannot drag; layers are moved by keys and buttons all the same.
      (error: unknown) => console.warn('The code that drags layers could not be loaded.', error),
    );
    return () => {
      current = false;
    };
  }, [Sortable]);
  const cardOf = useCallback((id: string) => list.current?.querySelector<HTMLElement>(`[data-layer="${CSS.escape(id)}"]`) ?? null, [list]);
  const onDrag = useCallback((id: string, drag: LayerDrag | null) => {
    setDrags((before) => {
      const after = new Map(before);
      if (drag) after.set(id, drag);
      else after.delete(id);
      return after;
    });
  }, []);
  // Props that stay the same while nothing but a card's place changes: else each place said would have it said again.
  const latest = useRef(stack);
  latest.current = stack;
  const order = stack.ids.join('\n');
  const ids = useMemo(() => (order === '' ? [] : order.split('\n')), [order]);
  const nameOf = useCallback((id: string) => latest.current.names.get(id), []);
  const move = useCallback((from: number, to: number) => latest.current.move(from, to), []);
  return { drags, sensor: Sortable && <Sortable ids={ids} nameOf={nameOf} move={move} cardOf={cardOf} onDrag={onDrag} /> };
}
