import { lumaOf } from '@/dataset/luma';
import { partsOf } from './enclosure';
import { visit } from './fill';
import { inkBox } from './input';
import { resample } from './resample';
import { CANVAS, type Raster } from './types';

/** A photo of a garment, RGBA bytes row by row, opaque, square or not. */
export interface Photo {
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
}

/** A photo measured against its background, so that thresholds can be tried quickly. */
export interface MeasuredPhoto {
  /** Edge of the square that the photo lies in the middle of. */
  size: number;
  /** 1 where the photo is, 0 in the margins of the square. */
  inside: Uint8Array;
  /** How far each pixel's color is from the background's: 0 to 1. */
  distance: Float32Array;
  /** Luma of each pixel, 0 to 255 (Rec. 601). */
  luma: Float32Array;
  /** The background is brighter than mid gray, so that brightness has to be inverted. */
  bright: boolean;
  /** The threshold that parts background and garment best (Otsu's). */
  threshold: number;
}

/** Pieces smaller than this share of the largest are specks. */
const SPECK = 0.05;

/** Measures a photo whose edge shows the background: a garment on a table, a floor or a wall. */
export function measurePhoto({ width, height, rgba }: Photo): MeasuredPhoto {
  const size = Math.max(width, height);
  const [left, top] = [Math.floor((size - width) / 2), Math.floor((size - height) / 2)];
  const background = edgeColor({ width, height, rgba });
  const inside = new Uint8Array(size * size);
  const distance = new Float32Array(size * size);
  const luma = new Float32Array(size * size);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = (y + top) * size + x + left;
      const [red = 0, green = 0, blue = 0] = rgba.subarray(from, from + 3);
      inside[to] = 1;
      distance[to] = Math.hypot(red - background[0], green - background[1], blue - background[2]) / Math.hypot(255, 255, 255);
      luma[to] = lumaOf(red, green, blue);
    }
  }
  return { size, inside, distance, luma, bright: lumaOf(...background) > 127, threshold: otsu(distance, inside) };
}

/**
 * What a network is given of a photo, made as Fashion-MNIST's images were: the background black, the garment gray and, where its background was bright,
 * inverted; its longest edge fills the image, and it stands in the middle. All zeros where nothing differs from the background.
 *
 * @param threshold colors nearer to the background's than this share belong to it, where they hang together with the edge
 * @param invert whether dark cloth becomes bright
 */
export function photoInput(photo: MeasuredPhoto, threshold: number, invert: boolean): Uint8Array<ArrayBuffer> {
  const { size, luma } = photo;
  const garment = garmentMask(photo, threshold);
  const values = luma.map((value, at) => (garment[at] ? Math.max(1, invert ? 255 - value : value) : 0));
  const raster: Raster = { size, values };
  const box = inkBox({ size, values: Float32Array.from(garment, (value) => 255 * value) });
  if (!box) return new Uint8Array(CANVAS * CANVAS);
  const unit = size / CANVAS;
  const side = Math.max(box.right - box.left, box.bottom - box.top);
  const left = (box.left + box.right - side) / 2;
  const top = (box.top + box.bottom - side) / 2;
  return new Uint8Array(resample(raster, { left: left * unit, top: top * unit, side: side * unit }, CANVAS));
}

/** 1 where the garment is: what does not hang together with the photo's edge by colors near the background's, without specks. */
function garmentMask({ size, inside, distance }: MeasuredPhoto, threshold: number): Uint8Array {
  const near = inside.map((isInside, at) => (!isInside || distance[at]! < threshold ? 1 : 0));
  const edge = Array.from({ length: size }, (_, i) => [i, (size - 1) * size + i, i * size, (i + 1) * size - 1]).flat();
  const outside = new Uint8Array(near.length);
  visit(near, edge, size, (at) => {
    outside[at] = 1;
    return true;
  });
  const parts = partsOf(
    outside.map((isOutside) => 1 - isOutside),
    size,
  );
  const garment = new Uint8Array(near.length);
  for (const part of parts) if (part.length >= SPECK * (parts[0]?.length ?? 0)) for (const at of part) garment[at] = 1;
  return garment;
}

/** Median color of the photo's outermost pixels, channel by channel. */
function edgeColor({ width, height, rgba }: Photo): [number, number, number] {
  const places: number[] = [];
  for (let x = 0; x < width; x++) places.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) places.push(y * width, (y + 1) * width - 1);
  const median = (channel: number) => {
    const values = places.map((place) => rgba[4 * place + channel] ?? 0).toSorted((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? 0;
  };
  return [median(0), median(1), median(2)];
}

const BINS = 64;

/** Otsu's threshold (1979): the one that makes the variance between the two sides largest. */
function otsu(values: Float32Array, counted: Uint8Array): number {
  const histogram = new Float64Array(BINS);
  values.forEach((value, at) => {
    if (counted[at]) histogram[Math.min(BINS - 1, Math.floor(value * BINS))]! += 1;
  });
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const moment = histogram.reduce((sum, count, bin) => sum + count * bin, 0);
  let [below, belowMoment, best, first, last] = [0, 0, -1, 0, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += histogram[bin]!;
    belowMoment += histogram[bin]! * bin;
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (belowMoment / below - (moment - belowMoment) / above) ** 2;
    if (between > best * (1 + 1e-9)) [best, first, last] = [between, bin, bin];
    else if (between >= best * (1 - 1e-9)) last = bin;
  }
  // Between two separate heaps every threshold is as good: the middle has the most room on either side.
  return ((first + last) / 2 + 1) / BINS;
}
