import { part, shareBegin, shareEnd } from '../threads/context';
import { mapRow, slides } from './depthwise';
import { DepthwiseGradients } from '../instructions';
import { at, fma, splat, storeLanes } from '../vector';

/**
 * The gradients of a depthwise convolution's kernel and bias. Threads divide the rows of the output, and each sums its own part. A window that
 * slides has its nine sums in registers, as it has its nine weights on the way forward (depthwise.ts).
 */

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
  const last = task.offsetX + task.outWidth;
  const first = max(task.offsetX, 0);
  const edge = min(last + 2, task.width);
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
    for (let x = task.offsetX; x < first; x++) {
      g1 = g0;
      g0 = x < last ? v128.load(from) : splat(0);
      from += pixelBytes;
    }
    let place = at(<usize>first * pixelBytes, c);
    for (let x = first; x < edge; x++) {
      const g2 = g1;
      g1 = g0;
      // A row's last two columns have no place of their own. Masked, not branched to, so that the loop stays in one piece.
      g0 = v128.and(v128.load(from), i32x4.splat(x < last ? -1 : 0));
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
      from += pixelBytes;
      place += pixelBytes;
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
