import { shareBegin, shareEnd } from '../threads/context';
import { Depthwise } from '../instructions';
import { runBuffer } from '../threads/scratch';
import { at, fma, gated, rectify, splat, storeLanes } from '../vector';

/**
 * Convolution of each channel by itself. Channels lie side by side in maps and kernels, so four of them are worked on at a time. Threads
 * divide the rows of the output.
 *
 * The window that most networks use, 3 x 3 moving by one pixel, has loops of its own: the nine weights stay in registers while the columns of
 * the map pass by, each read once for the three places that it belongs to.
 */

/** Whether a window is one that slides. */
@inline
export function slides(tapsY: i32, tapsX: i32, step: i32): bool {
  return tapsY == 3 && tapsX == 3 && step == 1;
}

/** Row `y` of an image of a map, or a row of zeros where the map has none. */
@inline
export function mapRow(map: usize, image: i32, y: i32, height: i32, rowFloats: i32): usize {
  return <u32>y < <u32>height ? at(map, (image * height + y) * rowFloats) : runBuffer(0);
}

/** Tail and store of four channels of the result. */
@inline
function finish(task: Depthwise, to: usize, v: v128, lanes: i32): void {
  const toGate = task.gate ? task.gate - task.out : 0;
  finishWith(to, v, lanes, task.slope, toGate, task.gateSlope);
}

/** The same with what the task says in registers, for a loop; `toGate` is how far the gate lies from the result, 0 for none. */
@inline
function finishWith(to: usize, v: v128, lanes: i32, slope: f32, toGate: usize, gateSlope: f32): void {
  if (slope != 1) v = rectify(v, splat(slope));
  if (toGate) v = gated(v, v128.load(to + toGate), splat(gateSlope));
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
  const bottom = min(task.tapsY, task.imageHeight - y);
  const lines = at(task.x, (image * task.imageHeight + y) * task.imageWidth * task.channels);
  const stride = (<usize>(task.channels * task.outStep)) << 2;
  let gridX = 0;
  while (gridX < task.gridWidth) {
    const x = gridX * task.step + task.offsetX;
    const places = x >= 0 && gridX + 4 <= task.gridWidth && x + 3 * task.step + task.tapsX <= task.imageWidth ? 4 : 1;
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
  const right = min(task.tapsX, task.imageWidth - x);
  const pixelBytes = (<usize>channels) << 2;
  const tapBytes = (<usize>task.tapStepX) << 2;
  for (let c = 0; c < channels; c += 4) {
    let v = biasOf(task, c);
    for (let tapY = top; tapY < bottom; tapY++) {
      let source = at(lines, (tapY * task.imageWidth + x + left) * channels + c);
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
      let source = at(lines, (tapY * task.imageWidth + x) * channels + c);
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
  const slope = task.slope;
  const toGate = task.gate ? task.gate - task.out : 0;
  const gateSlope = task.gateSlope;
  // The first place is done when its third column is. None is before the map's first column: a window hangs over it by two at most.
  const begin = task.offsetX + 2;
  const end = begin + task.gridWidth;
  const first = max(task.offsetX, 0);
  const edge = max(min(end, task.imageWidth), first);
  const rowFloats = task.imageWidth * channels;
  const upper = mapRow(task.x, image, y, task.imageHeight, rowFloats);
  const middle = mapRow(task.x, image, y + 1, task.imageHeight, rowFloats);
  const lower = mapRow(task.x, image, y + 2, task.imageHeight, rowFloats);
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
    const lanes = channels - c;
    let to = at(row, c) + <usize>(first - begin) * stride;
    let place = at(<usize>first * pixelBytes, c);
    for (let x = first; x < edge; x++) {
      let v = v128.load(upper + place);
      let s0 = fma(v, k00, bias);
      let s1 = fma(v, k01, one);
      let s2 = fma(v, k02, two);
      v = v128.load(middle + place);
      s0 = fma(v, k10, s0);
      s1 = fma(v, k11, s1);
      s2 = fma(v, k12, s2);
      v = v128.load(lower + place);
      one = fma(v, k20, s0);
      two = fma(v, k21, s1);
      if (x >= begin) finishWith(to, fma(v, k22, s2), lanes, slope, toGate, gateSlope);
      place += pixelBytes;
      to += stride;
    }
    for (let x = edge; x < end; x++) {
      if (x >= begin) finishWith(to, two, lanes, slope, toGate, gateSlope);
      two = one;
      one = bias;
      to += stride;
    }
  }
}
