import type { Drawing, Operation } from './types';

/** A blank surface. */
export const EMPTY_DRAWING: Drawing = { operations: [], undone: [] };

/** The drawing with one more operation; what had been undone is forgotten. */
export function add(drawing: Drawing, operation: Operation): Drawing {
  return { operations: [...drawing.operations, operation], undone: [] };
}

/** The drawing before its last operation. */
export function undo(drawing: Drawing): Drawing {
  const last = drawing.operations.at(-1);
  return last ? { operations: drawing.operations.slice(0, -1), undone: [last, ...drawing.undone] } : drawing;
}

/** The drawing with the last undone operation done again. */
export function redo(drawing: Drawing): Drawing {
  const [first, ...rest] = drawing.undone;
  return first ? { operations: [...drawing.operations, first], undone: rest } : drawing;
}

/** The drawing wiped clean, in a way that can be undone. */
export function clear(drawing: Drawing): Drawing {
  return drawing.operations.length === 0 ? drawing : add(drawing, { kind: 'clear' });
}
