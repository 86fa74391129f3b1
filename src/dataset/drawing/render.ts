import { paintFill } from './fill';
import { resample } from './resample';
import { paintStroke } from './stroke';
import { CANVAS, type Drawing, type Operation, type Raster, type StartImage } from './types';

/**
 * Raster pixels for one image unit. The network's image enlarges a small drawing 2.8 times at most (see input.ts), so even then each of its
 * pixels averages over two raster pixels each way, drawn from the vectors with soft edges: nothing bitmapped is ever blown up.
 */
export const DENSITY = 6;

/** The drawing at CANVAS * resolution pixels an edge, in grey bytes. */
export function rasterize(drawing: Drawing, resolution: number): Uint8Array {
  const raster = render(drawing, Math.max(DENSITY, resolution));
  return resample(raster, { left: 0, top: 0, side: raster.size }, Math.round(CANVAS * resolution));
}

/** The whole surface at `density` raster pixels for an image unit. The raster may be shared: read it, do not write. */
export function render(drawing: Drawing, density = DENSITY): Raster {
  const operations = visible(drawing.operations);
  return density === DENSITY ? renderOnward(operations) : paintAll(blank(density), operations);
}

interface Rendered {
  operations: readonly Operation[];
  raster: Raster;
}

/** The last two rasters: all of a drawing, and all but its last operation. While a stroke grows, only that stroke is painted anew each frame. */
let whole: Rendered = { operations: [], raster: blank(DENSITY) };
let allButLast: Rendered = whole;

function renderOnward(operations: readonly Operation[]): Raster {
  if (!sameOperations(whole.operations, operations)) {
    allButLast = onwardFrom([whole, allButLast], operations.slice(0, -1));
    whole = onwardFrom([allButLast], operations);
  }
  return whole.raster;
}

/** Renders from the longest of the given beginnings that these operations continue, or from nothing. */
function onwardFrom(beginnings: readonly Rendered[], operations: readonly Operation[]): Rendered {
  const start = beginnings.find((one) => sameOperations(one.operations, operations.slice(0, one.operations.length)));
  if (start?.operations.length === operations.length) return start;
  const raster = start ? { ...start.raster, values: start.raster.values.slice() } : blank(DENSITY);
  return { operations, raster: paintAll(raster, operations.slice(start?.operations.length ?? 0)) };
}

function sameOperations(a: readonly Operation[], b: readonly Operation[]): boolean {
  return a.length === b.length && a.every((operation, i) => operation === b[i]);
}

function blank(density: number): Raster {
  const size = Math.round(CANVAS * density);
  return { size, values: new Float32Array(size * size) };
}

function paintAll(raster: Raster, operations: readonly Operation[]): Raster {
  for (const operation of operations) paint(raster, operation);
  return raster;
}

/** What still shows: everything after the last clear or start image, that image included. */
function visible(operations: readonly Operation[]): readonly Operation[] {
  const last = operations.findLastIndex((operation) => operation.kind === 'clear' || operation.kind === 'image');
  return last < 0 ? operations : operations.slice(last);
}

function paint(raster: Raster, operation: Operation): void {
  if (operation.kind === 'stroke') paintStroke(raster, operation);
  else if (operation.kind === 'fill') paintFill(raster, operation);
  else if (operation.kind === 'image') paintImage(raster, operation);
  else if (operation.kind === 'flip') turnRound(raster);
  else raster.values.fill(0);
}

function turnRound({ size, values }: Raster): void {
  for (let row = 0; row < values.length; row += size) values.subarray(row, row + size).reverse();
}

/** Each pixel of the image becomes a block: averaged down again, it is the very byte that it was. */
function paintImage(raster: Raster, { pixels, mirror }: StartImage): void {
  const { size, values } = raster;
  const column = Array.from({ length: size }, (_, x) => Math.floor(((x + 0.5) * CANVAS) / size));
  for (let y = 0; y < size; y++) {
    const row = column[y]! * CANVAS;
    for (let x = 0; x < size; x++) {
      const value = pixels[row + column[x]!]!;
      values[y * size + x] = mirror ? Math.max(value, pixels[row + CANVAS - 1 - column[x]!]!) : value;
    }
  }
}

/** True where a start image still shows under the strokes. */
export function hasStartImage(drawing: Drawing): boolean {
  return visible(drawing.operations)[0]?.kind === 'image';
}
