import type { Window } from './window';

/** Along one axis: the pixels at `phase`, phase + step, phase + 2 step..., and the taps that reach them. */
interface Phase {
  phase: number;
  /** Pixels of this phase. */
  length: number;
  /** Taps that meet them: the last is tap `lastTap`, the others lie `step` before. */
  taps: number;
  lastTap: number;
  /** Output place that the first pixel's first tap (from the last backwards) looks at. */
  offset: number;
}

/** A window that moves by `step` meets the pixels of each phase with every step-th tap only, as a window of its own that moves by 1. */
function phasesOf(length: number, pad: number, size: number, step: number): Phase[] {
  return Array.from({ length: Math.min(step, length) }, (_, phase) => {
    const firstTap = (phase + pad) % step;
    const taps = Math.max(0, Math.ceil((size - firstTap) / step));
    const place = (phase + pad - firstTap) / step;
    return { phase, length: Math.ceil((length - phase) / step), taps, lastTap: firstTap + step * (taps - 1), offset: place - (taps - 1) };
  });
}

/** The phases of rows and columns that the gradient of a window's input is worked out for, one after the other. */
export function phasePairs({ height, width, padTop, padLeft, size, step }: Window) {
  const rows = phasesOf(height, padTop, size, step);
  const columns = phasesOf(width, padLeft, size, step);
  const pairs = rows.flatMap((y) => columns.map((x) => ({ y, x })));
  const met = pairs.filter(({ y, x }) => y.taps > 0 && x.taps > 0);
  /** `all`: no pixel is left out by a window that moves by more than its size. */
  return { met, all: met.length === pairs.length };
}
