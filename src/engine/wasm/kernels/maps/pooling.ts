import { shareBegin, shareEnd } from '../threads/context';
import { Pool } from '../instructions';
import { at, gated, splat, storeLanes } from '../vector';

/**
 * Pooling as TensorFlow does it: padding is never part of a window (not of its maximum, not of its mean), and a maximum's gradient goes to
 * the first of equals. Threads divide the images (or rows, where windows do not overlap), so that no two add to the same gradient.
 */

/** The window of the output place at hand, clipped to the map. */
let top: i32 = 0;
let bottom: i32 = 0;
let left: i32 = 0;
let right: i32 = 0;

@inline
function clip(task: Pool, outY: i32, outX: i32): void {
  const y = outY * task.step + task.offsetY;
  const x = outX * task.step + task.offsetX;
  top = max(y, 0);
  bottom = min(y + task.size, task.height);
  left = max(x, 0);
  right = min(x + task.size, task.width);
}

/** Address of channel 0 of a pixel of an input-sized tensor. */
@inline
function pixel(task: Pool, base: usize, image: i32, y: i32, x: i32): usize {
  return at(base, ((image * task.height + y) * task.width + x) * task.channels);
}

@inline
function outputPixel(task: Pool, base: usize, image: i32, y: i32, x: i32): usize {
  return at(base, ((image * task.outHeight + y) * task.outWidth + x) * task.channels);
}

/** Largest of the window in four channels, at byte `offset` of every pixel. */
@inline
function largest(task: Pool, image: i32, offset: usize): v128 {
  let most = splat(-Infinity);
  const stride = (<usize>task.channels) << 2;
  for (let y = top; y < bottom; y++) {
    let source = pixel(task, task.x, image, y, left) + offset;
    for (let x = left; x < right; x++) {
      most = f32x4.pmax(most, v128.load(source));
      source += stride;
    }
  }
  return most;
}

/** Whether this is the pooling that most networks use, 2 x 2 and nothing left over: it has loops of its own. */
@inline
function isHalving(task: Pool): bool {
  if (task.size != 2 || task.step != 2 || (task.channels & 3) != 0) return false;
  return task.height == 2 * task.outHeight && task.width == 2 * task.outWidth;
}

/** Pairs of rows of a halved map, and bytes of one row. */
@inline
function rowBytes(task: Pool): usize {
  return (<usize>(task.width * task.channels)) << 2;
}

function halve(task: Pool): void {
  const rows = task.count * task.outHeight;
  const end = shareEnd(rows, 1);
  const stride = rowBytes(task);
  const pixelBytes = (<usize>task.channels) << 2;
  for (let row = shareBegin(rows, 1); row < end; row++) {
    let upper = task.x + (<usize>(2 * row)) * stride;
    let to = at(task.y, row * task.outWidth * task.channels);
    for (let x = 0; x < task.outWidth; x++) {
      for (let c = 0; c < task.channels; c += 4) {
        const above = f32x4.pmax(v128.load(upper), v128.load(upper + pixelBytes));
        const below = f32x4.pmax(v128.load(upper + stride), v128.load(upper + stride + pixelBytes));
        v128.store(to, f32x4.pmax(above, below));
        upper += 16;
        to += 16;
      }
      upper += pixelBytes;
    }
  }
}

function halveBackward(task: Pool): void {
  const rows = task.count * task.outHeight;
  const end = shareEnd(rows, 1);
  const stride = rowBytes(task);
  const pixelBytes = (<usize>task.channels) << 2;
  const toGradient = task.inputGradient - task.x;
  const slope = splat(task.gateSlope);
  for (let row = shareBegin(rows, 1); row < end; row++) {
    let place = task.x + (<usize>(2 * row)) * stride;
    let from = at(task.outputGradient, row * task.outWidth * task.channels);
    for (let x = 0; x < task.outWidth; x++) {
      for (let c = 0; c < task.channels; c += 4) {
        const a = v128.load(place);
        const b = v128.load(place + pixelBytes);
        const d = v128.load(place + stride);
        const most = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(d, v128.load(place + stride + pixelBytes)));
        const g = gated(v128.load(from), most, slope);
        const isA = f32x4.eq(a, most);
        const isB = v128.andnot(f32x4.eq(b, most), isA);
        const isAbove = v128.or(isA, isB);
        const isD = v128.andnot(f32x4.eq(d, most), isAbove);
        const to = place + toGradient;
        v128.store(to, v128.and(g, isA));
        v128.store(to + pixelBytes, v128.and(g, isB));
        v128.store(to + stride, v128.and(g, isD));
        v128.store(to + stride + pixelBytes, v128.andnot(g, v128.or(isAbove, isD)));
        place += 16;
        from += 16;
      }
      place += pixelBytes;
    }
  }
}

export function maxPool(task: Pool): void {
  if (isHalving(task)) return halve(task);
  const end = shareEnd(task.count, 1);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    for (let y = 0; y < task.outHeight; y++) {
      for (let x = 0; x < task.outWidth; x++) {
        clip(task, y, x);
        const to = outputPixel(task, task.y, image, y, x);
        for (let c = 0; c < task.channels; c += 4) storeLanes(at(to, c), largest(task, image, (<usize>c) << 2), task.channels - c);
      }
    }
  }
}

/** Adds one window's gradient to the first place of its maximum, in four channels. */
@inline
function routeToLargest(task: Pool, image: i32, offset: usize, gradient: v128, lanes: i32): void {
  const most = largest(task, image, offset);
  const wanted = task.gateSlope == 1 ? gradient : gated(gradient, most, splat(task.gateSlope));
  const stride = (<usize>task.channels) << 2;
  const toGradient = task.inputGradient - task.x;
  let open = i32x4.splat(-1);
  for (let y = top; y < bottom; y++) {
    let source = pixel(task, task.x, image, y, left) + offset;
    for (let x = left; x < right; x++) {
      const hit = v128.and(f32x4.eq(v128.load(source), most), open);
      open = v128.andnot(open, hit);
      const to = source + toGradient;
      storeLanes(to, f32x4.add(v128.load(to), v128.and(wanted, hit)), lanes);
      source += stride;
    }
  }
}

export function maxPoolBackward(task: Pool): void {
  if (isHalving(task)) return halveBackward(task);
  const end = shareEnd(task.count, 1);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    clearImage(task, image);
    for (let y = 0; y < task.outHeight; y++) {
      for (let x = 0; x < task.outWidth; x++) {
        clip(task, y, x);
        const from = outputPixel(task, task.outputGradient, image, y, x);
        for (let c = 0; c < task.channels; c += 4) {
          routeToLargest(task, image, (<usize>c) << 2, v128.load(at(from, c)), task.channels - c);
        }
      }
    }
  }
}

function clearImage(task: Pool, image: i32): void {
  memory.fill(pixel(task, task.inputGradient, image, 0, 0), 0, (<usize>(task.height * task.width * task.channels)) << 2);
}

@inline
function share(): f32 {
  return 1 / <f32>((bottom - top) * (right - left));
}

/** Sum of the window in four channels. */
@inline
function sum(task: Pool, image: i32, offset: usize): v128 {
  let all = splat(0);
  const stride = (<usize>task.channels) << 2;
  for (let y = top; y < bottom; y++) {
    let source = pixel(task, task.x, image, y, left) + offset;
    for (let x = left; x < right; x++) {
      all = f32x4.add(all, v128.load(source));
      source += stride;
    }
  }
  return all;
}

export function averagePool(task: Pool): void {
  const end = shareEnd(task.count, 1);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    for (let y = 0; y < task.outHeight; y++) {
      for (let x = 0; x < task.outWidth; x++) {
        clip(task, y, x);
        const to = outputPixel(task, task.y, image, y, x);
        for (let c = 0; c < task.channels; c += 4) {
          storeLanes(at(to, c), f32x4.mul(sum(task, image, (<usize>c) << 2), splat(share())), task.channels - c);
        }
      }
    }
  }
}

/** Adds the same gradient to every place of the window, in four channels. */
@inline
function spread(task: Pool, image: i32, offset: usize, gradient: v128, lanes: i32): void {
  const stride = (<usize>task.channels) << 2;
  for (let y = top; y < bottom; y++) {
    let to = pixel(task, task.inputGradient, image, y, left) + offset;
    for (let x = left; x < right; x++) {
      storeLanes(to, f32x4.add(v128.load(to), gradient), lanes);
      to += stride;
    }
  }
}

export function averagePoolBackward(task: Pool): void {
  const end = shareEnd(task.count, 1);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    clearImage(task, image);
    for (let y = 0; y < task.outHeight; y++) {
      for (let x = 0; x < task.outWidth; x++) {
        clip(task, y, x);
        const from = outputPixel(task, task.outputGradient, image, y, x);
        for (let c = 0; c < task.channels; c += 4) {
          spread(task, image, (<usize>c) << 2, f32x4.mul(v128.load(at(from, c)), splat(share())), task.channels - c);
        }
      }
    }
  }
}
