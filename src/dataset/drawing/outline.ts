import { chamferDistance } from './distance';
import { darkMask, enclosedMask, partsOf } from './enclosure';
import { areaAround, HALF_GAP } from './fill';
import { render } from './render';
import { CANVAS, type Drawing, type Fill, type Raster } from './types';

/** A place on the drawing surface, in image units from the top left. */
interface Place {
  x: number;
  y: number;
}

/** Where an outline is open: the two ends of the opening. */
export interface Gap {
  from: Place;
  to: Place;
}

/** What fills a drawing's outline: the fills to add to it, or the gap that a fill would leak through. */
export type OutlineFill = { fills: Fill[] } | { gap: Gap };

/** Black around the drawing while its outside is found, in image units: ink may touch the edge of the surface. */
const MARGIN = 2;

/** Ink is seen in so many of eight directions from most places inside an outline, even if its hem is open. */
const INSIDE = 7;

/** From so many up to the ends of an open hem; under an arm it is five at most. */
const NEAR_GAP = 6;

/** An outline has at least this much empty inside for each pixel of ink; filled and scribbled drawings have 0.18 at most. */
const EMPTY_SHARE = 0.25;

/** Parts of the inside smaller than this share of the largest stay empty: a gap between two lines is no cloth. */
const SMALL_PART = 0.08;

/** Insides smaller than this, in square image units, are not filled: a loop in a scribble is no garment. */
const SMALL_INSIDE = 6;

/**
 * Whether a drawing is a mere outline: the inside of its lines is empty, though a hem may be open. Most networks know garments as areas, and take an
 * outline for something made of straps.
 *
 * @param pixels CANVAS * CANVAS bytes, the network's input
 */
export function isOutline(pixels: Uint8Array): boolean {
  const raster: Raster = { size: CANVAS, values: Float32Array.from(pixels) };
  const dark = darkMask(raster);
  const empty = enclosedMask(dark, CANVAS, INSIDE).reduce((sum, inside) => sum + inside, 0);
  const ink = dark.reduce((sum, isDark) => sum + 1 - isDark, 0);
  return ink > 0 && empty >= EMPTY_SHARE * ink;
}

/**
 * How to fill the inside of a drawing's outline: one fill for each closed part of it. Where a fill would leak, because an opening is wider than a fill
 * closes by itself, the opening instead. `null` where there is no inside.
 *
 * @param level the gray level to fill with, 0 to 255
 */
export function fillOutline(drawing: Drawing, level: number): OutlineFill | null {
  const raster = render(drawing);
  const density = raster.size / CANVAS;
  const dark = darkMask(raster);
  const outside = outsideOf(raster);
  const closed = partsOf(
    dark.map((isDark, at) => (isDark && !outside[at] ? 1 : 0)),
    raster.size,
  );
  const largest = closed[0]?.length ?? 0;
  const smallest = SMALL_INSIDE * density * density;
  const inside = enclosedMask(dark, raster.size, INSIDE);
  const open = partsOf(enclosedMask(dark, raster.size, NEAR_GAP), raster.size)[0] ?? [];
  const leaking = open.filter((at) => inside[at] && outside[at]).length;
  const gap = leaking >= smallest && leaking > largest ? gapOf(open, dark, raster.size) : null;
  if (gap) return { gap };
  if (largest < smallest) return null;
  const toInk = chamferDistance(dark, 0, raster.size);
  return {
    fills: closed
      .filter((part) => part.length >= SMALL_PART * largest)
      .map((part) => ({ kind: 'fill', ...placeOf(roomiest(part, toInk), raster.size), level, mirror: false })),
  };
}

/** What a fill from outside the drawing reaches. */
function outsideOf(raster: Raster): Uint8Array {
  const density = raster.size / CANVAS;
  const margin = MARGIN * density;
  const size = raster.size + 2 * margin;
  const padded: Raster = { size, values: new Float32Array(size * size) };
  for (let y = 0; y < raster.size; y++) {
    padded.values.set(raster.values.subarray(y * raster.size, (y + 1) * raster.size), (y + margin) * size + margin);
  }
  const area = areaAround(padded, 0, HALF_GAP * density);
  const outside = new Uint8Array(raster.size * raster.size);
  for (let y = 0; y < raster.size; y++) {
    const from = (y + margin) * size + margin;
    outside.set(area.subarray(from, from + raster.size), y * raster.size);
  }
  return outside;
}

const roomiest = (part: readonly number[], room: Float32Array): number =>
  part.reduce((best, at) => (room[at]! > room[best]! ? at : best), part[0]!);

const placeOf = (at: number, size: number): Place => ({
  x: (((at % size) + 0.5) * CANVAS) / size,
  y: ((Math.floor(at / size) + 0.5) * CANVAS) / size,
});

/** The widest stretch over which the inside borders on the outside without a line between them; `null` where it does nowhere. */
function gapOf(inside: readonly number[], dark: Uint8Array, size: number): Gap | null {
  const isInside = new Uint8Array(dark.length);
  for (const at of inside) isInside[at] = 1;
  const border = new Uint8Array(dark.length);
  for (const at of inside) if (bordersOnOpen(at, isInside, dark, size)) widen(border, at, size);
  const stretch = partsOf(border, size)[0];
  if (!stretch) return null;
  const one = farthestFrom(stretch[0]!, stretch, size);
  return { from: placeOf(one, size), to: placeOf(farthestFrom(one, stretch, size), size) };
}

function bordersOnOpen(at: number, inside: Uint8Array, dark: Uint8Array, size: number): boolean {
  const x = at % size;
  const isOpen = (next: number, there: boolean) => there && dark[next] === 1 && inside[next] === 0;
  return (
    isOpen(at - 1, x > 0) || isOpen(at + 1, x < size - 1) || isOpen(at - size, at >= size) || isOpen(at + size, at < dark.length - size)
  );
}

/** Marks a pixel and those around it, so that a slanting stretch hangs together. */
function widen(mask: Uint8Array, at: number, size: number): void {
  const [x, y] = [at % size, Math.floor(at / size)];
  for (let nextY = Math.max(0, y - 1); nextY <= Math.min(size - 1, y + 1); nextY++) {
    mask.fill(1, nextY * size + Math.max(0, x - 1), nextY * size + Math.min(size, x + 2));
  }
}

function farthestFrom(at: number, among: readonly number[], size: number): number {
  const distance = (other: number) => Math.hypot((other % size) - (at % size), Math.floor(other / size) - Math.floor(at / size));
  return among.reduce((far, other) => (distance(other) > distance(far) ? other : far), at);
}
