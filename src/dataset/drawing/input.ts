import { hasStartImage, render } from './render';
import { resample, type Window } from './resample';
import { CANVAS, type Drawing, type Raster } from './types';

/** Where the ink is, in image units. */
export interface InkBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is at most this long stays as small as it was drawn: a dot stays a dot. */
const DOT_EXTENT = 5;

/** What is at least this long is scaled until its longest edge fills the image, as the data set's garments were. */
export const GARMENT_EXTENT = 10;

/** From this length on, a drawing begun from an image of the data set is taken as it lies: that image was scaled and centred already. */
const PLACED_EXTENT = 26;

/** What the network is given: the drawing scaled and centred as Fashion-MNIST's garments were, sharp at that scale. All zeros when empty. */
export function toNetworkInput(drawing: Drawing): Uint8Array {
  const raster = render(drawing);
  const crop = cropOf(drawing);
  if (!crop) return new Uint8Array(CANVAS * CANVAS);
  const density = raster.size / CANVAS;
  return resample(raster, { left: crop.left * density, top: crop.top * density, side: crop.side * density }, CANVAS);
}

/** The square part of the surface that becomes the network's input, in image units; it may reach beyond the surface. `null` when nothing shows. */
export function cropOf(drawing: Drawing): Window | null {
  const box = inkBox(render(drawing));
  if (!box) return null;
  if (hasStartImage(drawing) && extent(box) >= PLACED_EXTENT) return { left: 0, top: 0, side: CANVAS };
  const side = CANVAS / scaleFor(extent(box));
  return { left: (box.left + box.right - side) / 2, top: (box.top + box.bottom - side) / 2, side };
}

/** True while nothing shows on the surface. */
export function isEmpty(drawing: Drawing): boolean {
  return drawing.operations.length === 0 || inkBox(render(drawing)) === null;
}

/** How much larger a drawing of this extent becomes: not at all for a dot, to the full image for a garment, evenly in between. */
function scaleFor(longest: number): number {
  if (longest <= DOT_EXTENT) return 1;
  if (longest >= GARMENT_EXTENT) return Math.max(1, CANVAS / longest);
  const share = (longest - DOT_EXTENT) / (GARMENT_EXTENT - DOT_EXTENT);
  return (DOT_EXTENT + share * (CANVAS - DOT_EXTENT)) / longest;
}

function extent(box: InkBox): number {
  return Math.max(box.right - box.left, box.bottom - box.top);
}

/** The box around everything brighter than a twentieth of the brightest (Fashion-MNIST's own margin), to a fraction of a pixel; `null` for nothing. */
export function inkBox(raster: Raster): InkBox | null {
  const { columns, rows, peak } = profiles(raster);
  if (peak < 1) return null;
  const unit = CANVAS / raster.size;
  const left = edge(columns, peak) * unit;
  const top = edge(rows, peak) * unit;
  const right = CANVAS - edge(columns.reverse(), peak) * unit;
  const bottom = CANVAS - edge(rows.reverse(), peak) * unit;
  return { left, top, right, bottom };
}

function profiles({ size, values }: Raster): { columns: Float32Array; rows: Float32Array; peak: number } {
  const columns = new Float32Array(size);
  const rows = new Float32Array(size);
  let peak = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const value = values[y * size + x]!;
      if (value > columns[x]!) columns[x] = value;
      if (value > rows[y]!) rows[y] = value;
    }
    peak = Math.max(peak, rows[y]!);
  }
  return { columns, rows, peak };
}

/** Where ink begins along a profile; a half-covered first pixel counts by half, so that the box follows the strokes and not the raster. */
function edge(profile: Float32Array, peak: number): number {
  const first = profile.findIndex((value) => value > peak / 20);
  const share = profile[first]! / Math.max(profile[first]!, profile[first + 1] ?? 0);
  return first + 1 - share;
}
