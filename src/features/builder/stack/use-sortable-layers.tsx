import { type ComponentProps, type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import type { LayerDrag } from './layer-drag';
import type { SortableLayers } from './sortable-layers';

type Code = typeof SortableLayers;

let loaded: Code | null = null;

/**
 * What drags the cards in `list`, loaded after the first paint.
 *
 * @returns each card's state by the id of its layer, empty until the code is there, and what is to stand beside the list
 */
export function useSortableLayers(
  list: RefObject<HTMLElement | null>,
  stack: Pick<ComponentProps<Code>, 'ids' | 'names' | 'move'>,
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
  return { drags, sensor: Sortable && <Sortable {...stack} cardOf={cardOf} onDrag={onDrag} /> };
}
