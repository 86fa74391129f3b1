import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Point, Tool } from '../types';

interface Gestures {
  element: RefObject<HTMLElement | null>;
  tool: Tool;
  onHover(at: Point | null): void;
  /** A click or tap that was no drag. */
  onPick(at: Point): void;
  onMove(dx: number, dy: number): void;
  /** Zooms about a point: by the wheel, or by two fingers. */
  onZoom(factor: number, at: Point): void;
  onLasso(corners: readonly Point[]): void;
}

/** A pointer that went no farther has only clicked. */
const CLICK_PX = 5;

/** What pointers do on the map: one moves it or draws a lasso, two zoom it, the wheel zooms too. */
export function useGestures({ element, tool, onHover, onPick, onMove, onZoom, onLasso }: Gestures) {
  const pointers = useRef(new Map<number, Point>()).current;
  const begun = useRef<{ at: Point; moved: boolean } | null>(null);
  // Moves come faster than they are rendered: what is drawn is kept beside what is shown.
  const corners = useRef<readonly Point[]>([]);
  const [lasso, showLasso] = useState<readonly Point[]>([]);
  const setLasso = (next: readonly Point[]) => {
    corners.current = next;
    showLasso(next);
  };
  const place = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = element.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  useEffect(() => {
    const { current } = element;
    const onWheel = (event: WheelEvent) => {
      // Otherwise the page would scroll as well, which React's own listener could not prevent.
      event.preventDefault();
      const box = current?.getBoundingClientRect();
      zoom.current(Math.exp(-event.deltaY * 0.0015), { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) });
    };
    current?.addEventListener('wheel', onWheel, { passive: false });
    return () => current?.removeEventListener('wheel', onWheel);
  }, [element]);

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    begun.current = { at: place(event), moved: pointers.size > 1 };
    setLasso(tool === 'lasso' && pointers.size === 1 ? [place(event)] : []);
  }

  function onPointerMove(event: PointerEvent): void {
    const to = place(event);
    const from = pointers.get(event.pointerId);
    const { current } = begun;
    if (!from || !current) {
      onHover(to);
      return;
    }
    if (Math.hypot(to.x - current.at.x, to.y - current.at.y) > CLICK_PX) current.moved = true;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, to);
    if (other) {
      const before = Math.hypot(from.x - other.x, from.y - other.y);
      const after = Math.hypot(to.x - other.x, to.y - other.y);
      if (before > 0) onZoom(after / before, { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 });
      onMove((to.x - from.x) / 2, (to.y - from.y) / 2);
    } else if (corners.current.length > 0) setLasso([...corners.current, to]);
    else if (current.moved) onMove(to.x - from.x, to.y - from.y);
  }

  function onPointerUp(event: PointerEvent): void {
    if (!pointers.delete(event.pointerId) || pointers.size > 0) return;
    const moved = begun.current?.moved ?? false;
    const drawn = corners.current;
    begun.current = null;
    setLasso([]);
    if (!moved) onPick(place(event));
    else if (drawn.length > 2) onLasso(drawn);
  }

  function onPointerCancel(event: PointerEvent): void {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) begun.current = null;
    setLasso([]);
  }

  return { lasso, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave: () => onHover(null) } };
}
