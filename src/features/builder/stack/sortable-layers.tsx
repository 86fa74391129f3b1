import { DndContext } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { memo, useEffect, useLayoutEffect } from 'react';
import type { LayerDrag } from './layer-drag';
import { byLeadingEdge } from './leading-edge';
import { useLayerDrag } from './use-layer-drag';

interface SortableLayersProps {
  /** Of the layers, in their order. */
  ids: string[];
  nameOf(id: string): string | undefined;
  move(from: number, to: number): void;
  /** The card of a layer on the page. */
  cardOf(id: string): HTMLElement | null;
  onDrag(id: string, drag: LayerDrag | null): void;
}

/** Makes cards that are on the page already draggable, without drawing them anew: nobody who types in one is disturbed when this code arrives. */
export const SortableLayers = memo(({ ids, nameOf, move, cardOf, onDrag }: SortableLayersProps) => {
  const drag = useLayerDrag(ids, nameOf, move);
  return (
    <DndContext {...drag} collisionDetection={byLeadingEdge}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {ids.map((id) => (
          <SortableLayer key={id} id={id} cardOf={cardOf} onDrag={onDrag} />
        ))}
      </SortableContext>
    </DndContext>
  );
});

/** Follows one card, and says how it is to be drawn. */
function SortableLayer({ id, cardOf, onDrag }: { id: string } & Pick<SortableLayersProps, 'cardOf' | 'onDrag'>) {
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id });
  const offset = transform?.y ?? 0;
  // Each time, since a card may have been drawn anew.
  useLayoutEffect(() => {
    const card = cardOf(id);
    setNodeRef(card);
    setActivatorNodeRef(card?.querySelector<HTMLElement>('[data-grip]') ?? null);
  });
  useLayoutEffect(
    () => onDrag(id, { attributes, listeners: listeners ?? {}, offset, transition, dragging: isDragging }),
    [id, attributes, listeners, offset, transition, isDragging, onDrag],
  );
  useEffect(() => () => onDrag(id, null), [id, onDrag]);
  return null;
}
