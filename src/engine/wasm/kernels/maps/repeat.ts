import { shareBegin, shareEnd } from '../threads/context';
import { Repeat } from '../instructions';
import { at, storeLanes } from '../vector';

/** Numbers divide in groups whose repetitions fill whole cache lines. */
const LINE: i32 = 16;

/** Each number `times` times in a row: the channels that a depthwise convolution with several filters for each looks at. */
export function repeat(task: Repeat): void {
  const end = shareEnd(task.count, LINE);
  for (let i = shareBegin(task.count, LINE); i < end; i++) {
    const v = v128.load32_splat(at(task.from, i));
    const to = at(task.to, i * task.times);
    for (let j = 0; j < task.times; j += 4) storeLanes(at(to, j), v, task.times - j);
  }
}

/** The way back: each `times` numbers in a row added up. */
export function repeatBackward(task: Repeat): void {
  const end = shareEnd(task.count, LINE);
  for (let i = shareBegin(task.count, LINE); i < end; i++) {
    const from = at(task.from, i * task.times);
    let sum: f32 = 0;
    for (let j = 0; j < task.times; j++) sum += f32.load(at(from, j));
    f32.store(at(task.to, i), sum);
  }
}
