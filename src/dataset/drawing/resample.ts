import type { Raster } from './types';

/** A square part of a raster, in its pixels; may reach beyond it, where everything is black. */
export interface Window {
  left: number;
  top: number;
  side: number;
}

/** Which source pixels one target pixel lies over, and with what share each. */
interface Span {
  first: number;
  weights: number[];
}

/** The part of a raster seen through a window, averaged by area into size x size bytes. */
export function resample(raster: Raster, window: Window, size: number): Uint8Array {
  const columns = spans(window.left, window.side, size, raster.size);
  const rows = spans(window.top, window.side, size, raster.size);
  const narrow = squeezeColumns(raster, columns);
  const bytes = new Uint8Array(size * size);
  rows.forEach((span, y) => {
    for (let x = 0; x < size; x++) bytes[y * size + x] = Math.round(weigh(narrow, span, x, size));
  });
  return bytes;
}

function squeezeColumns(raster: Raster, columns: Span[]): Float32Array {
  const narrow = new Float32Array(raster.size * columns.length);
  for (let y = 0; y < raster.size; y++) {
    const row = y * raster.size;
    columns.forEach((span, x) => {
      narrow[y * columns.length + x] = weigh(raster.values, span, row, 1);
    });
  }
  return narrow;
}

function weigh(values: Float32Array, { first, weights }: Span, offset: number, stride: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[offset + (first + i) * stride]!;
  return sum;
}

function spans(start: number, side: number, count: number, limit: number): Span[] {
  const step = side / count;
  return Array.from({ length: count }, (_, i) => span(start + i * step, start + (i + 1) * step, limit));
}

function span(from: number, to: number, limit: number): Span {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(limit, Math.ceil(to));
  const weights: number[] = [];
  for (let at = first; at < last; at++) weights.push((Math.min(to, at + 1) - Math.max(from, at)) / (to - from));
  return { first, weights };
}
