import { add, clear, EMPTY_DRAWING, redo, undo } from '@/dataset/drawing/document';
import { cropOf, toNetworkInput } from '@/dataset/drawing/input';
import { rasterize } from '@/dataset/drawing/render';
import type { Window } from '@/dataset/drawing/resample';
import { CANVAS, type Drawing, type Operation, type Point, type Stroke } from '@/dataset/drawing/types';

/** The drawing as it stands on screen. */
export interface Frame {
  /** CANVAS * CANVAS bytes, as drawn. */
  surface: Uint8Array;
  /** CANVAS * CANVAS bytes, scaled and centred; `null` while there is nothing to see. The same array for as long as no byte of it changes. */
  input: Uint8Array | null;
  /** The part of the surface that becomes the input, in image units; it may reach beyond the surface. */
  crop: Window | null;
  canUndo: boolean;
  canRedo: boolean;
  canClear: boolean;
}

/** One person drawing: the document, the stroke under way, and at most one new frame per animation frame. */
export interface Session {
  subscribe(listener: () => void): () => void;
  frame(): Frame;
  /** The drawing without a stroke that is under way. */
  document(): Drawing;
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
  /** Shows another drawing in place of this one, in a way that can be undone. */
  open(drawing: Drawing): void;
}

const NOTHING = new Uint8Array(CANVAS * CANVAS);

/** Points nearer than this to the last one, in image units, add work but no shape. */
const NEAR = 0.12;

/** Starts with a blank surface, or with a drawing made before. */
export function createSession(start: Drawing = EMPTY_DRAWING): Session {
  let committed = start;
  let stroke: Stroke | null = null;
  let frame = nextFrame({ surface: NOTHING, input: null, crop: null, canUndo: false, canRedo: false, canClear: false }, start);
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
    document: () => committed,
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
    open: (drawing) => change((before) => drawing.operations.reduce(add, clear(before))),
  };
}

function nextFrame(previous: Frame, drawing: Drawing): Frame {
  const input = toNetworkInput(drawing);
  const last = drawing.operations.at(-1);
  return {
    crop: cropOf(drawing),
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
