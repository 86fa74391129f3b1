import { shareBegin, shareEnd } from './context';
import { Pool } from './instructions';
import { at, gated, splat, storeLanes } from './vector';

/**
 * Pooling as TensorFlow does it: padding is never part of a window (not of its maximum, not of its mean), and a maximum's gradient goes to
 * the first of equals. Threads divide the images, so windows that overlap add up without conflict.
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

export function maxPool(task: Pool): void {
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
