import { part, shareBegin, shareEnd } from './context';
import { Depthwise, DepthwiseGradients } from './instructions';
import { runBuffer } from './scratch';
import { at, fma, gated, rectify, splat, storeLanes } from './vector';

/**
 * Convolution of each channel by itself. Channels lie side by side in maps and kernels, so four of them are worked on at a time. Threads
 * divide the rows of the output; of the kernel's gradient each sums its own part.
 *
 * The window that most networks use, 3 x 3 moving by one pixel, has loops of its own: the nine weights (or their nine sums) stay in registers
 * while the columns of the map pass by, each read once for the three places that it belongs to.
 */

/** Whether a window is one that slides. */
@inline
function slides(tapsY: i32, tapsX: i32, step: i32): bool {
  return tapsY == 3 && tapsX == 3 && step == 1;
}

/** Row `y` of an image of a map, or a row of zeros where the map has none. */
@inline
function mapRow(map: usize, image: i32, y: i32, height: i32, rowFloats: i32): usize {
  return <u32>y < <u32>height ? at(map, (image * height + y) * rowFloats) : runBuffer(0);
}

/** Tail and store of four channels of the result. */
@inline
function finish(task: Depthwise, to: usize, v: v128, lanes: i32): void {
  if (task.slope != 1) v = rectify(v, splat(task.slope));
  if (task.gate) v = gated(v, v128.load(to - task.out + task.gate), splat(task.gateSlope));
  storeLanes(to, v, lanes);
}

/** Where the sums of four channels begin. */
@inline
function biasOf(task: Depthwise, channel: i32): v128 {
  return task.bias ? v128.load(at(task.bias, channel)) : splat(0);
}

export function depthwise(task: Depthwise): void {
  const rows = task.count * task.gridHeight;
  const end = shareEnd(rows, 1);
  const sliding = slides(task.tapsY, task.tapsX, task.step);
  for (let row = shareBegin(rows, 1); row < end; row++) {
    const image = row / task.gridHeight;
    const gridY = row - image * task.gridHeight;
    const y = gridY * task.step + task.offsetY;
    const outRow = image * task.outHeight + task.outY + gridY * task.outStep;
    const to = at(task.out, (outRow * task.outWidth + task.outX) * task.channels);
    if (sliding) slideRow(task, image, y, to);
    else windowRow(task, image, y, to);
  }
}

/** One row of the result: four places at a time where all their taps lie on the map, place by place elsewhere. */
function windowRow(task: Depthwise, image: i32, y: i32, to: usize): void {
  const top = max(0, -y);
  const bottom = min(task.tapsY, task.height - y);
  const lines = at(task.x, (image * task.height + y) * task.width * task.channels);
  const stride = (<usize>(task.channels * task.outStep)) << 2;
  let gridX = 0;
  while (gridX < task.gridWidth) {
    const x = gridX * task.step + task.offsetX;
    const places = x >= 0 && gridX + 4 <= task.gridWidth && x + 3 * task.step + task.tapsX <= task.width ? 4 : 1;
    if (places == 4) fourPlaces(task, lines, x, top, bottom, to, stride);
    else onePlace(task, lines, x, top, bottom, to);
    gridX += places;
    to += stride * <usize>places;
  }
}

/** The place whose window begins at column `x` of the rows at `lines`, of which it meets `top` to `bottom`. */
function onePlace(task: Depthwise, lines: usize, x: i32, top: i32, bottom: i32, to: usize): void {
  const channels = task.channels;
  const left = max(0, -x);
  const right = min(task.tapsX, task.width - x);
  const pixelBytes = (<usize>channels) << 2;
  const tapBytes = (<usize>task.tapStepX) << 2;
  for (let c = 0; c < channels; c += 4) {
    let v = biasOf(task, c);
    for (let tapY = top; tapY < bottom; tapY++) {
      let source = at(lines, (tapY * task.width + x + left) * channels + c);
      let kernel = at(task.kernel, task.tapBase + tapY * task.tapStepY + left * task.tapStepX + c);
      for (let tapX = left; tapX < right; tapX++) {
        v = fma(v128.load(source), v128.load(kernel), v);
        source += pixelBytes;
        kernel += tapBytes;
      }
    }
    finish(task, at(to, c), v, channels - c);
  }
}

/** The same for that place and the three behind it, so that a weight is read once for four sums. */
function fourPlaces(task: Depthwise, lines: usize, x: i32, top: i32, bottom: i32, to: usize, stride: usize): void {
  const channels = task.channels;
  const pixelBytes = (<usize>channels) << 2;
  const tapBytes = (<usize>task.tapStepX) << 2;
  const next = pixelBytes * <usize>task.step;
  const taps = task.tapsX;
  for (let c = 0; c < channels; c += 4) {
    const bias = biasOf(task, c);
    let v0 = bias;
    let v1 = bias;
    let v2 = bias;
    let v3 = bias;
    for (let tapY = top; tapY < bottom; tapY++) {
      let source = at(lines, (tapY * task.width + x) * channels + c);
      let kernel = at(task.kernel, task.tapBase + tapY * task.tapStepY + c);
      for (let tapX = 0; tapX < taps; tapX++) {
        const k = v128.load(kernel);
        v0 = fma(v128.load(source), k, v0);
        v1 = fma(v128.load(source + next), k, v1);
        v2 = fma(v128.load(source + 2 * next), k, v2);
        v3 = fma(v128.load(source + 3 * next), k, v3);
        source += pixelBytes;
        kernel += tapBytes;
      }
    }
    const place = at(to, c);
    finish(task, place, v0, channels - c);
    finish(task, place + stride, v1, channels - c);
    finish(task, place + 2 * stride, v2, channels - c);
    finish(task, place + 3 * stride, v3, channels - c);
  }
}

/** One row of the result of a sliding window: two places are always half done. */
function slideRow(task: Depthwise, image: i32, y: i32, row: usize): void {
  const channels = task.channels;
  const pixelBytes = (<usize>channels) << 2;
  const stride = pixelBytes * <usize>task.outStep;
  const tapX = task.tapStepX;
  const width = task.width;
  // The first place is done when its third column is.
  const begin = task.offsetX + 2;
  const end = begin + task.gridWidth;
  const rowFloats = task.width * channels;
  const upper = mapRow(task.x, image, y, task.height, rowFloats);
  const middle = mapRow(task.x, image, y + 1, task.height, rowFloats);
  const lower = mapRow(task.x, image, y + 2, task.height, rowFloats);
  for (let c = 0; c < channels; c += 4) {
    const kernel0 = at(task.kernel, task.tapBase + c);
    const kernel1 = at(kernel0, task.tapStepY);
    const kernel2 = at(kernel1, task.tapStepY);
    const k00 = v128.load(kernel0);
    const k01 = v128.load(at(kernel0, tapX));
    const k02 = v128.load(at(kernel0, 2 * tapX));
    const k10 = v128.load(kernel1);
    const k11 = v128.load(at(kernel1, tapX));
    const k12 = v128.load(at(kernel1, 2 * tapX));
    const k20 = v128.load(kernel2);
    const k21 = v128.load(at(kernel2, tapX));
    const k22 = v128.load(at(kernel2, 2 * tapX));
    const bias = biasOf(task, c);
    let one = bias;
    let two = bias;
    let to = at(row, c) - 2 * stride;
    const lanes = channels - c;
    let place = <usize>task.offsetX * pixelBytes + ((<usize>c) << 2);
    for (let x = task.offsetX; x < end; x++) {
      let done = two;
      two = one;
      one = bias;
      if (<u32>x < <u32>width) {
        let v = v128.load(upper + place);
        let s0 = f32x4.mul(v, k00);
        let s1 = f32x4.mul(v, k01);
        let s2 = f32x4.mul(v, k02);
        v = v128.load(middle + place);
        s0 = fma(v, k10, s0);
        s1 = fma(v, k11, s1);
        s2 = fma(v, k12, s2);
        v = v128.load(lower + place);
        one = f32x4.add(one, fma(v, k20, s0));
        two = f32x4.add(two, fma(v, k21, s1));
        done = f32x4.add(done, fma(v, k22, s2));
      }
      if (x >= begin) finish(task, to, done, lanes);
      place += pixelBytes;
      to += stride;
    }
  }
}

/** Adds to four channels of a gradient. */
@inline
function addTo(to: usize, v: v128, lanes: i32): void {
  storeLanes(to, f32x4.add(v128.load(to), v), lanes);
}

/** Gradients of kernel and bias, row by row of the output: sums of one row each, so that no sum of floats gets long. */
export function depthwiseGradients(task: DepthwiseGradients): void {
  const rows = task.count * task.outHeight;
  const end = shareEnd(rows, 1);
  const offset = (<usize>part) * (<usize>task.partStride);
  const kernel = task.kernelGradient + offset;
  const bias = task.biasGradient ? task.biasGradient + offset : 0;
  memory.fill(kernel, 0, (<usize>(task.size * task.size * task.channels)) << 2);
  if (bias) memory.fill(bias, 0, (<usize>task.channels) << 2);
  const sliding = slides(task.size, task.size, task.step);
  for (let row = shareBegin(rows, 1); row < end; row++) {
    const image = row / task.outHeight;
    const y = (row - image * task.outHeight) * task.step + task.offsetY;
    const gradient = at(task.outputGradient, row * task.outWidth * task.channels);
    if (sliding) slideGradients(task, image, y, gradient, kernel);
    else windowGradients(task, image, y, gradient, kernel);
    if (bias) sumRow(task, gradient, bias);
  }
}

/** Adds a row of the output's gradient to the bias's. */
function sumRow(task: DepthwiseGradients, gradient: usize, bias: usize): void {
  const pixelBytes = (<usize>task.channels) << 2;
  for (let c = 0; c < task.channels; c += 4) {
    let sum = splat(0);
    let source = at(gradient, c);
    for (let x = 0; x < task.outWidth; x++) {
      sum = f32x4.add(sum, v128.load(source));
      source += pixelBytes;
    }
    addTo(at(bias, c), sum, task.channels - c);
  }
}

/** Adds what one row of the output says about each tap. */
function windowGradients(task: DepthwiseGradients, image: i32, y: i32, gradient: usize, kernel: usize): void {
  const channels = task.channels;
  const top = max(0, -y);
  const bottom = min(task.size, task.height - y);
  for (let tapY = top; tapY < bottom; tapY++) {
    const line = at(task.x, (image * task.height + y + tapY) * task.width * channels);
    for (let tapX = 0; tapX < task.size; tapX++) {
      const x = task.offsetX + tapX;
      const begin = x < 0 ? (task.step - 1 - x) / task.step : 0;
      const end = x < task.width ? min((task.width - 1 - x) / task.step + 1, task.outWidth) : 0;
      const to = at(kernel, (tapY * task.size + tapX) * channels);
      for (let c = 0; c < channels; c += 4) {
        const source = at(line, (x + begin * task.step) * channels + c);
        addTo(at(to, c), products(task, source, at(gradient, begin * channels + c), end - begin), channels - c);
      }
    }
  }
}

/** Sum of input times gradient over `count` places, in two chains. */
@inline
function products(task: DepthwiseGradients, x: usize, gradient: usize, count: i32): v128 {
  const pixelBytes = (<usize>task.channels) << 2;
  const stride = pixelBytes * <usize>task.step;
  let even = splat(0);
  let odd = splat(0);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    even = fma(v128.load(x), v128.load(gradient), even);
    odd = fma(v128.load(x + stride), v128.load(gradient + pixelBytes), odd);
    x += 2 * stride;
    gradient += 2 * pixelBytes;
  }
  if (i < count) even = fma(v128.load(x), v128.load(gradient), even);
  return f32x4.add(even, odd);
}

/** The same for a sliding window: a column of the map meets the gradients of the three places that it belongs to. */
function slideGradients(task: DepthwiseGradients, image: i32, y: i32, gradient: usize, kernel: usize): void {
  const channels = task.channels;
  const pixelBytes = (<usize>channels) << 2;
  const rowFloats = task.width * channels;
  const upper = mapRow(task.x, image, y, task.height, rowFloats);
  const middle = mapRow(task.x, image, y + 1, task.height, rowFloats);
  const lower = mapRow(task.x, image, y + 2, task.height, rowFloats);
  const width = task.width;
  const last = task.offsetX + task.outWidth;
  const end = last + 2;
  for (let c = 0; c < channels; c += 4) {
    let s00 = splat(0);
    let s01 = splat(0);
    let s02 = splat(0);
    let s10 = splat(0);
    let s11 = splat(0);
    let s12 = splat(0);
    let s20 = splat(0);
    let s21 = splat(0);
    let s22 = splat(0);
    let g0 = splat(0);
    let g1 = splat(0);
    let from = at(gradient, c);
    let place = <usize>task.offsetX * pixelBytes + ((<usize>c) << 2) - pixelBytes;
    for (let x = task.offsetX; x < end; x++) {
      const g2 = g1;
      g1 = g0;
      g0 = x < last ? v128.load(from) : splat(0);
      from += pixelBytes;
      place += pixelBytes;
      if (<u32>x >= <u32>width) continue;
      let v = v128.load(upper + place);
      s00 = fma(v, g0, s00);
      s01 = fma(v, g1, s01);
      s02 = fma(v, g2, s02);
      v = v128.load(middle + place);
      s10 = fma(v, g0, s10);
      s11 = fma(v, g1, s11);
      s12 = fma(v, g2, s12);
      v = v128.load(lower + place);
      s20 = fma(v, g0, s20);
      s21 = fma(v, g1, s21);
      s22 = fma(v, g2, s22);
    }
    const to = at(kernel, c);
    const lanes = channels - c;
    addTo(to, s00, lanes);
    addTo(at(to, channels), s01, lanes);
    addTo(at(to, 2 * channels), s02, lanes);
    addTo(at(to, 3 * channels), s10, lanes);
    addTo(at(to, 4 * channels), s11, lanes);
    addTo(at(to, 5 * channels), s12, lanes);
    addTo(at(to, 6 * channels), s20, lanes);
    addTo(at(to, 7 * channels), s21, lanes);
    addTo(at(to, 8 * channels), s22, lanes);
  }
}
