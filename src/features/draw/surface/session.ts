import { add, clear, EMPTY_DRAWING, redo, undo } from '@/dataset/drawing/document';
import { toNetworkInput } from '@/dataset/drawing/input';
import { rasterize } from '@/dataset/drawing/render';
import { CANVAS, type Drawing, type Operation, type Point, type Stroke } from '@/dataset/drawing/types';

/** The drawing as it stands on screen. */
export interface Frame {
  /** CANVAS * CANVAS bytes, as drawn. */
  surface: Uint8Array;
  /** CANVAS * CANVAS bytes, scaled and centred; `null` while there is nothing to see. The same array for as long as no byte of it changes. */
  input: Uint8Array | null;
  canUndo: boolean;
  canRedo: boolean;
  canClear: boolean;
}

/** One person drawing: the document, the stroke under way, and at most one new frame per animation frame. */
export interface Session {
  subscribe(listener: () => void): () => void;
  frame(): Frame;
  begin(stroke: Stroke): void;
  extend(points: readonly Point[]): void;
  /** Keeps the stroke under way. */
  commit(): void;
  /** Forgets the stroke under way. */
  cancel(): void;
  /** Whether a stroke is under way. */
  drawing(): boolean;
  add(operation: Operation): void;
  undo(): void;
  redo(): void;
  clear(): void;
}

const NOTHING = new Uint8Array(CANVAS * CANVAS);

/** Points nearer than this to the last one, in image units, add work but no shape. */
const NEAR = 0.12;

/** Starts with a blank surface. */
export function createSession(): Session {
  let committed: Drawing = EMPTY_DRAWING;
  let stroke: Stroke | null = null;
  let frame: Frame = { surface: NOTHING, input: null, canUndo: false, canRedo: false, canClear: false };
  let scheduled = false;
  const listeners = new Set<() => void>();

  function show() {
    scheduled = false;
    frame = nextFrame(frame, stroke ? add(committed, stroke) : committed);
    for (const listener of listeners) listener();
  }
  function schedule() {
    if (!scheduled) requestAnimationFrame(show);
    scheduled = true;
  }
  function change(next: (drawing: Drawing) => Drawing) {
    if (stroke) committed = add(committed, stroke);
    stroke = null;
    committed = next(committed);
    schedule();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame: () => frame,
    begin(next) {
      change((drawing) => drawing);
      stroke = next;
    },
    extend(points) {
      if (stroke) stroke = { ...stroke, points: extended(stroke.points, points) };
      schedule();
    },
    commit: () => change((drawing) => drawing),
    cancel() {
      stroke = null;
      schedule();
    },
    drawing: () => stroke !== null,
    add: (operation) => change((drawing) => add(drawing, operation)),
    undo: () => change(undo),
    redo: () => change(redo),
    clear: () => change(clear),
  };
}

function nextFrame(previous: Frame, drawing: Drawing): Frame {
  const input = toNetworkInput(drawing);
  const last = drawing.operations.at(-1);
  return {
    surface: rasterize(drawing, 1),
    input: previous.input && sameBytes(previous.input, input) ? previous.input : orNull(input),
    canUndo: drawing.operations.length > 0,
    canRedo: drawing.undone.length > 0,
    canClear: last !== undefined && last.kind !== 'clear',
  };
}

function orNull(pixels: Uint8Array): Uint8Array | null {
  return sameBytes(pixels, NOTHING) ? null : pixels;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((value, i) => value === b[i]);
}

function extended(points: readonly Point[], more: readonly Point[]): Point[] {
  const all = [...points];
  for (const point of more) {
    const last = all.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= NEAR) all.push(point);
  }
  return all;
}
