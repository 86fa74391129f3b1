import { firstHeldCopy, heldCopyOf } from '@/dataset/end-of-list';
import { imageBytes } from '@/dataset/image-size';
import { rowBlock } from '@/dataset/tables/row-block';
import type { Items, PreparedData } from '@/dataset/types';
import { copyAt, originalOf } from '@/experiment/data/positions';
import { createRandom, hash32, shuffle } from '@/experiment/random';

/** Images shown as samples; the panel shows as many as fit. */
const SAMPLE_COUNT = 8;
const SAMPLES_SALT = 0x5a3b1e;

/** The images of a set that are shown as samples; another `draw` chooses others. */
export const sampleIndices = (indices: Uint32Array, seed: number, draw: number): Uint32Array =>
  shuffle(indices.slice(), createRandom(hash32(seed, SAMPLES_SALT, draw))).slice(0, SAMPLE_COUNT);

/** What the page knows an image of the prepared data by: its position in the data set, or that of the image that it is a copy of (`copyAt`). */
export function publicPosition(data: PreparedData, index: number): number {
  const { heldCopies } = data;
  const original = heldCopies?.[index - firstHeldCopy(data)];
  return original === undefined ? index : copyAt(original);
}

/** The position in the prepared data of an image that the page knows by a public one. Throws a RangeError where it is of a copy that is not there. */
export function preparedPosition(data: PreparedData, position: number): number {
  const original = originalOf(position);
  return original === null ? position : heldCopyOf(data, original);
}

/** Items in one block, as a model takes them. */
export function itemsAt({ pixels, table, ...shape }: PreparedData, indices: Uint32Array): Items {
  if (table) return rowBlock(table, indices);
  const size = imageBytes(shape);
  const block = new Uint8Array(indices.length * size);
  indices.forEach((index, k) => {
    block.set(pixels.subarray(index * size, (index + 1) * size), k * size);
  });
  return block;
}

/** A copy of one image's bytes. */
export function imageAt(data: PreparedData, index: number): Uint8Array {
  const size = imageBytes(data);
  return data.pixels.slice(index * size, (index + 1) * size);
}

/** At most `count` of the positions, evenly from all of them. */
export function spread(positions: Uint32Array, count: number): Uint32Array {
  const step = Math.max(1, positions.length / count);
  return positions.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step)).subarray(0, count);
}
