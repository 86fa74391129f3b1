import { type PointerEvent as ReactPointerEvent, useRef } from 'react';
import { CANVAS, type Fill, type Point } from '@/dataset/drawing/types';
import { type Brush, fillAt, strokeAt } from './brush';
import type { Session } from './session';

type CanvasPointerEvent = ReactPointerEvent<HTMLCanvasElement>;

/** A pen's other end reports itself as this bit of `buttons`. */
const ERASER_BUTTON = 32;

/** Handlers that draw with mouse, touch and pen. One pointer draws at a time; fingers that follow the first are ignored. */
export function usePointerDrawing(session: Session, brush: Brush, onFill: (fill: Fill) => void) {
  const active = useRef<number | null>(null);

  function finish(event: CanvasPointerEvent, end: () => void) {
    if (event.pointerId !== active.current) return;
    active.current = null;
    end();
  }

  return {
    onPointerDown(event: CanvasPointerEvent) {
      const inverted = (event.buttons & ERASER_BUTTON) !== 0;
      if (active.current !== null || (event.button !== 0 && !inverted)) return;
      const at = pointOf(event.nativeEvent, event.currentTarget.getBoundingClientRect());
      if (brush.tool === 'fill' && !inverted) return onFill(fillAt(brush, at));
      active.current = event.pointerId;
      capture(event);
      session.begin(strokeAt(inverted ? { ...brush, tool: 'eraser' } : brush, at));
    },
    onPointerMove(event: CanvasPointerEvent) {
      if (event.pointerId !== active.current) return;
      const box = event.currentTarget.getBoundingClientRect();
      session.extend(steps(event.nativeEvent).map((step) => pointOf(step, box)));
    },
    onPointerUp: (event: CanvasPointerEvent) => finish(event, session.commit),
    // The system took the gesture over (a palm, a swipe): what was begun was not meant.
    onPointerCancel: (event: CanvasPointerEvent) => finish(event, session.cancel),
    onLostPointerCapture: (event: CanvasPointerEvent) => finish(event, session.commit),
  };
}

function capture(event: CanvasPointerEvent) {
  try {
    event.currentTarget.setPointerCapture(event.pointerId);
  } catch {
    // The pointer has gone already, or a script made the event: drawing works without capture.
  }
}

/** Every place the pointer was since the last event; browsers without the list, and events made by a script, give just the last. */
function steps(event: PointerEvent): PointerEvent[] {
  const coalesced = event.getCoalescedEvents?.() ?? [];
  return coalesced.length > 0 ? coalesced : [event];
}

/** Only pens measure pressure; fingers report whatever their browser makes up. */
function pointOf(event: PointerEvent, box: DOMRect): Point {
  return {
    x: ((event.clientX - box.left) / box.width) * CANVAS,
    y: ((event.clientY - box.top) / box.height) * CANVAS,
    pressure: event.pointerType === 'pen' ? event.pressure : 0.5,
  };
}
