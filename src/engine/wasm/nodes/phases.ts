import type { Address } from '@/engine/wasm/arena';
import type { Arriving, Pass } from './node';
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

/** The phases of rows and columns. */
function phasePairs({ height, width, padTop, padLeft, size, step }: Window) {
  const rows = phasesOf(height, padTop, size, step);
  const columns = phasesOf(width, padLeft, size, step);
  const pairs = rows.flatMap((y) => columns.map((x) => ({ y, x })));
  const met = pairs.filter(({ y, x }) => y.taps > 0 && x.taps > 0);
  /** `all`: no pixel is left out by a window that moves by more than its size. */
  return { met, all: met.length === pairs.length };
}

/** Operands by which the gradient of a window's input is computed for one phase: a convolution of the output's gradient with the turned kernel. */
export interface PhaseOperands {
  imageHeight: number;
  imageWidth: number;
  gridHeight: number;
  gridWidth: number;
  offsetY: number;
  offsetX: number;
  tapsY: number;
  tapsX: number;
  tapBase: number;
  tapStepY: number;
  tapStepX: number;
  out: Address;
  outStep: number;
  outHeight: number;
  outWidth: number;
  outY: number;
  outX: number;
  gate: Address;
  gateSlope: number;
}

/**
 * Writes the gradient of a window's input to `arriving.spare`, phase by phase. `tapFloats` is the size of the kernel at one tap; `emit` writes
 * the instruction of one phase, and `free` says that the next one does not depend on it.
 */
export function emitPhases(
  { writer, count }: Pass,
  { spare, gate }: Arriving,
  window: Window,
  tapFloats: number,
  emit: (operands: PhaseOperands, free: boolean) => void,
): void {
  const { height, width, channels, size, step } = window;
  const { met, all } = phasePairs(window);
  if (!all) writer.emit('Clear', { to: spare, count: count * height * width * channels });
  met.forEach(({ y, x }, index) => {
    const operands = {
      imageHeight: window.outHeight,
      imageWidth: window.outWidth,
      gridHeight: y.length,
      gridWidth: x.length,
      offsetY: y.offset,
      offsetX: x.offset,
      tapsY: y.taps,
      tapsX: x.taps,
      tapBase: (y.lastTap * size + x.lastTap) * tapFloats,
      tapStepY: -step * size * tapFloats,
      tapStepX: -step * tapFloats,
      out: spare,
      outStep: step,
      outHeight: height,
      outWidth: width,
      outY: y.phase,
      outX: x.phase,
      gate: gate?.y ?? 0,
      gateSlope: gate?.slope ?? 1,
    };
    emit(operands, index < met.length - 1);
  });
}
