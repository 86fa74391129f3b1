import { LARGEST_SIDE } from '@/experiment/data/item-shape';
import { kindOf, type Layer } from './kinds';
import type { Sight, WindowSight } from './parts/sight';
import { sizeOf } from './shape';
import type { Padding, Shape } from './types';

/** Height and width, in pixels, of the largest part of the image that one number of a layer's output depends on. */
export type ReceptiveField = readonly [height: number, width: number];

/**
 * What each number of a layer's output depends on, in row-major order: the smallest box around those pixels. `run` numbers in a row share a box, as
 * the channels after a convolution do. A box is four entries: first and last row, first and last column.
 */
interface Seen {
  boxes: Int16Array;
  run: number;
}

/** Boxes that are kept apart, one for each pixel of the largest image; more are taken together, so that an absurd stack costs no time. */
const MOST_BOXES = LARGEST_SIDE ** 2;

/** A part of the image, in pixels from 0; the last row and column are in it. */
export interface PixelBox {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Layers in order, the first of which gets the image. */
type Stack = readonly { layer: Layer; inputShape: Shape | null; outputShape: Shape | null }[];

/**
 * The receptive field after each layer of a stack that starts with the image: the largest of those of its numbers. `null` where the stack is wrong.
 * Exact as `receptiveBoxes`.
 */
export const receptiveFields = (stack: Stack): (ReceptiveField | null)[] => followed(stack).map((seen) => seen && largestOf(seen));

/**
 * The smallest box around the pixels that each number of a layer's output depends on, by the number's place in row-major order; one function a layer,
 * `null` where the stack is wrong, and its answer `null` where there is no such number. Boxes are exact but in one case: where more would
 * differ than the largest image has pixels, which takes a Reshape that mixes channels with places, the box around all of them stands for each.
 */
export const receptiveBoxes = (stack: Stack): (((index: number) => PixelBox | null) | null)[] =>
  followed(stack).map((seen) => seen && ((index) => boxAt(seen, index)));

/** Follows for each number of each layer what it depends on. */
function followed(stack: Stack): (Seen | null)[] {
  let seen = ofImage(stack[0]?.inputShape ?? []);
  return stack.map(({ layer, inputShape, outputShape }) => {
    if (!inputShape || !outputShape) return null;
    seen = afterLayer(kindOf(layer).sight(layer), seen, inputShape, outputShape);
    // Softmax weighs each number against all others of the last axis.
    if ('activation' in layer && layer.activation === 'softmax') seen = sharedBy(seen, sizeOf(outputShape), outputShape.at(-1) ?? 1);
    return seen;
  });
}

/** Each pixel depends on itself. */
function ofImage([height = 0, width = 0, channels = 1]: Shape): Seen {
  const boxes = new Int16Array(4 * height * width);
  for (let i = 0; i < height * width; i++) {
    const [row, column] = [Math.floor(i / width), i % width];
    boxes.set([row, row, column, column], 4 * i);
  }
  return { boxes, run: channels };
}

function afterLayer(sight: Sight, seen: Seen, input: Shape, output: Shape): Seen {
  switch (sight.of) {
    case 'itself':
      return seen;
    case 'everything':
      return { ...sharedBy(seen, sizeOf(input), sizeOf(input)), run: sizeOf(output) };
    case 'channel':
      return overPlaces(seen, input);
    case 'window':
      return overWindow(sight, seen, input, output);
  }
}

function overPlaces(seen: Seen, [height = 0, width = 0, channels = 0]: Shape): Seen {
  const { boxes, run } = inRunsWithin(seen, height * width * channels, channels);
  // Where even one place holds more boxes than are kept apart, all share one.
  const perPlace = Math.max(1, channels / run);
  const all = emptyBoxes(perPlace);
  for (let i = 0; i < boxes.length / 4; i++) widen(all, i % perPlace, boxes, i);
  return { boxes: all, run: channels / perPlace };
}

function overWindow(window: WindowSight, seen: Seen, input: Shape, output: Shape): Seen {
  const [height = 0, width = 0, channels = 0] = input;
  const [outHeight = 0, outWidth = 0] = output;
  const size = height * width * channels;
  const { perChannel } = window;
  const before = perChannel === null ? sharedBy(seen, size, channels) : inRunsWithin(seen, size, channels);
  const perPlace = channels / before.run;
  // One box for all of the map stays one.
  if (perPlace < 1) return { boxes: before.boxes, run: sizeOf(output) };
  const rows = alongAxis(before.boxes, { outer: 1, from: height, to: outHeight, inner: width * perPlace }, window);
  const boxes = alongAxis(rows, { outer: outHeight, from: width, to: outWidth, inner: perPlace }, window);
  return { boxes, run: perChannel === null ? (output[2] ?? 1) : before.run * perChannel };
}

/** A grid of boxes [outer, from, inner] whose middle axis a window shortens to `to`. */
interface Axis {
  outer: number;
  from: number;
  to: number;
  inner: number;
}

function alongAxis(boxes: Int16Array, { outer, from, to, inner }: Axis, { size, strides, padding }: WindowSight): Int16Array {
  const result = emptyBoxes(outer * to * inner);
  const before = paddingBefore(from, to, size, strides, padding);
  for (let o = 0; o < outer; o++) {
    for (let t = 0; t < to; t++) {
      const first = t * strides - before;
      for (let f = Math.max(0, first); f < Math.min(from, first + size); f++) {
        for (let i = 0; i < inner; i++) widen(result, (o * to + t) * inner + i, boxes, (o * from + f) * inner + i);
      }
    }
  }
  return result;
}

/**
 * Where the window over a map of `input` shape begins that one number of the output is made from: row and column, negative where it begins in the zeros
 * around the map.
 */
export function windowStart(
  { size, strides, padding }: WindowSight,
  [height = 0, width = 0]: Shape,
  [outHeight = 0, outWidth = 0]: Shape,
  [row, column]: readonly [number, number],
): [number, number] {
  return [
    row * strides - paddingBefore(height, outHeight, size, strides, padding),
    column * strides - paddingBefore(width, outWidth, size, strides, padding),
  ];
}

/** Zeros before the first number of an axis, as TensorFlow lays them: the smaller half. */
const paddingBefore = (from: number, to: number, size: number, strides: number, padding: Padding): number =>
  padding === 'same' ? Math.floor(Math.max(0, (to - 1) * strides + size - from) / 2) : 0;

/** Every `length` of `size` numbers in a row depend on what each of them did. */
function sharedBy({ boxes, run }: Seen, size: number, length: number): Seen {
  const count = size / length;
  if (count > MOST_BOXES) return sharedBy({ boxes, run }, size, size);
  const shared = emptyBoxes(count);
  for (let i = 0; i < count; i++) {
    const last = Math.floor(((i + 1) * length - 1) / run);
    for (let j = Math.floor((i * length) / run); j <= last; j++) widen(shared, i, boxes, j);
  }
  return { boxes: shared, run: length };
}

/** The same in runs that no border between two places of `channels` numbers cuts; one run of all where there would be too many. */
function inRunsWithin(seen: Seen, size: number, channels: number): Seen {
  return sharedBy(seen, size, commonDivisor(seen.run, channels));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function emptyBoxes(count: number): Int16Array {
  const boxes = new Int16Array(4 * count).fill(-1);
  for (let i = 0; i < boxes.length; i += 2) boxes[i] = 0x7fff;
  return boxes;
}

/** Makes one box hold another as well. */
function widen(to: Int16Array, i: number, from: Int16Array, j: number): void {
  for (let k = 0; k < 4; k += 2) {
    to[4 * i + k] = Math.min(at(to, 4 * i + k), at(from, 4 * j + k));
    to[4 * i + k + 1] = Math.max(at(to, 4 * i + k + 1), at(from, 4 * j + k + 1));
  }
}

const at = (boxes: Int16Array, i: number): number => boxes[i] ?? 0;

function boxAt({ boxes, run }: Seen, index: number): PixelBox | null {
  const start = 4 * Math.floor(index / run);
  if (!(index >= 0 && start < boxes.length)) return null;
  return { top: at(boxes, start), bottom: at(boxes, start + 1), left: at(boxes, start + 2), right: at(boxes, start + 3) };
}

function largestOf({ boxes }: Seen): ReceptiveField {
  let [height, width] = [0, 0];
  for (let i = 0; i < boxes.length; i += 4) {
    height = Math.max(height, at(boxes, i + 1) - at(boxes, i) + 1);
    width = Math.max(width, at(boxes, i + 3) - at(boxes, i + 2) + 1);
  }
  return [height, width];
}
