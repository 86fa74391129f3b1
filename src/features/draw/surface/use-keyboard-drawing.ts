import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { CANVAS, type Fill, type Point } from '@/dataset/drawing/types';
import { type Brush, fillAt, strokeAt } from './brush';
import type { Session } from './session';

/** The cell that the keyboard draws at. */
export interface Cell {
  x: number;
  y: number;
}

const ARROWS: Record<string, Cell> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Handlers that draw with arrow keys, Space and Enter, the cell to mark on the surface (`null` while the keyboard is not in use), and whether the
 * keys should be explained: from the moment the keyboard arrives until the first of them is pressed.
 */
export function useKeyboardDrawing(session: Session, brush: Brush, onFill: (fill: Fill) => void) {
  const [cell, setCell] = useState<Cell>({ x: 14, y: 14 });
  const [shown, setShown] = useState(false);
  const [explain, setExplain] = useState(false);

  function move(step: Cell, draw: boolean) {
    const next = { x: within(cell.x + step.x), y: within(cell.y + step.y) };
    if (draw && !session.drawing()) session.begin(strokeAt(brush, centre(cell)));
    if (draw) session.extend([centre(next)]);
    setCell(next);
  }

  function dab() {
    if (brush.tool === 'fill') return onFill(fillAt(brush, centre(cell)));
    session.begin(strokeAt(brush, centre(cell)));
    session.commit();
  }

  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = ARROWS[event.key];
      if (!step && event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      setShown(true);
      setExplain(false);
      if (step) move(step, event.shiftKey && brush.tool !== 'fill');
      else dab();
    },
    onKeyUp(event: KeyboardEvent) {
      if (event.key === 'Shift' && session.drawing()) session.commit();
    },
    onFocus(event: FocusEvent) {
      const byKeyboard = event.target.matches(':focus-visible');
      setShown(byKeyboard);
      setExplain(byKeyboard);
    },
    onBlur() {
      setShown(false);
      setExplain(false);
      if (session.drawing()) session.commit();
    },
  };
  return { cell: shown ? cell : null, explain, handlers };
}

function within(position: number): number {
  return Math.min(CANVAS - 1, Math.max(0, position));
}

function centre(cell: Cell): Point {
  return { x: cell.x + 0.5, y: cell.y + 0.5, pressure: 0.5 };
}
