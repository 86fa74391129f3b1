import type { CollisionDetection } from '@dnd-kit/core';

/**
 * The card whose place the dragged one would take: the farthest whose middle its leading edge has passed. (Comparing middles, as dnd-kit's own
 * ways do, an open card, being tall, would never get past a closed one by a single press of an arrow key.)
 */
export const byLeadingEdge: CollisionDetection = ({ active, collisionRect, droppableContainers, droppableRects }) => {
  const start = droppableRects.get(active.id);
  const down = start !== undefined && collisionRect.top > start.top;
  const passed = droppableContainers.flatMap((container) => {
    const rect = droppableRects.get(container.id);
    if (!rect || !start || container.id === active.id) return [];
    const middle = rect.top + rect.height / 2;
    const isPassed = down ? rect.top > start.top && middle <= collisionRect.bottom : rect.top < start.top && middle >= collisionRect.top;
    return isPassed ? [{ id: container.id, way: Math.abs(middle - start.top) }] : [];
  });
  const farthest = passed.reduce((best, one) => (one.way > best.way ? one : best), { id: active.id, way: -1 });
  return [{ id: farthest.id }];
};
