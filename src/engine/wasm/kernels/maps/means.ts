import { shareBegin, shareEnd } from '../threads/context';
import { Means } from '../instructions';
import { at, gated, splat, storeLanes } from '../vector';

/** Global average pooling: the mean of each channel over a whole map. Threads divide the images. */

/** Places summed in one go: few enough for the first-level cache, and long sums of floats lose digits. */
const BLOCK: i32 = 64;

export function means(task: Means): void {
  const end = shareEnd(task.count, 1);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    const map = at(task.x, image * task.places * task.channels);
    const to = at(task.y, image * task.channels);
    memory.fill(to, 0, (<usize>task.channels) << 2);
    for (let from = 0; from < task.places; from += BLOCK) addBlock(task, map, from, to);
    const share = splat(1 / <f32>task.places);
    for (let c = 0; c < task.channels; c += 4) storeLanes(at(to, c), f32x4.mul(v128.load(at(to, c)), share), task.channels - c);
  }
}

/** Adds the block of places from `from` on to an image's sums. */
function addBlock(task: Means, map: usize, from: i32, to: usize): void {
  const end = min(from + BLOCK, task.places);
  const pixelBytes = (<usize>task.channels) << 2;
  for (let c = 0; c < task.channels; c += 4) {
    let sum = splat(0);
    let source = at(map, from * task.channels + c);
    for (let place = from; place < end; place++) {
      sum = f32x4.add(sum, v128.load(source));
      source += pixelBytes;
    }
    storeLanes(at(to, c), f32x4.add(v128.load(at(to, c)), sum), task.channels - c);
  }
}

/** Every place gets the same share of its channel's gradient, unless the gate on it is shut. */
export function meansBackward(task: Means): void {
  const end = shareEnd(task.count, 1);
  const share = splat(1 / <f32>task.places);
  const slope = splat(task.gateSlope);
  for (let image = shareBegin(task.count, 1); image < end; image++) {
    const from = at(task.outputGradient, image * task.channels);
    let to = at(task.inputGradient, image * task.places * task.channels);
    for (let place = 0; place < task.places; place++) {
      for (let c = 0; c < task.channels; c += 4) {
        let v = f32x4.mul(v128.load(at(from, c)), share);
        if (task.gate) v = gated(v, v128.load(at(to, c) - task.inputGradient + task.gate), slope);
        storeLanes(at(to, c), v, task.channels - c);
      }
      to = at(to, task.channels);
    }
  }
}
