import { shareBegin, shareEnd } from '../threads/context';
import { Clear, Gather, GatherRows, SumColumns, Transpose } from '../instructions';
import { at, splat, storeLanes } from '../vector';

/** The batch's pixels as floats. Converting at every use costs less than keeping the data set as floats, four times its size. */
export function gather(task: Gather): void {
  const end = shareEnd(task.count, 1);
  const offset = splat(task.offset);
  const factor = splat(task.factor);
  for (let i = shareBegin(task.count, 1); i < end; i++) {
    const image = task.indices ? load<u32>(at(task.indices, i)) : <u32>i;
    const source = task.pixels + image * task.size;
    const to = at(task.out, i * task.size);
    let j = 0;
    for (; j + 4 <= task.size; j += 4) {
      const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(source + j)));
      v128.store(at(to, j), f32x4.mul(f32x4.sub(f32x4.convert_i32x4_u(wide), offset), factor));
    }
    for (; j < task.size; j++) f32.store(at(to, j), (<f32>load<u8>(source + j) - task.offset) * task.factor);
  }
}

export function gatherRows(task: GatherRows): void {
  const end = shareEnd(task.count, 1);
  const bytes = (<usize>task.size) << 2;
  for (let i = shareBegin(task.count, 1); i < end; i++) {
    const row = task.indices ? load<u32>(at(task.indices, i)) : <u32>i;
    memory.copy(at(task.out, i * task.size), task.rows + <usize>row * bytes, bytes);
  }
}

export function clear(task: Clear): void {
  const begin = shareBegin(task.count, 16);
  memory.fill(at(task.to, begin), 0, (<usize>(shareEnd(task.count, 16) - begin)) << 2);
}

/** Threads divide the rows, so that each reads what lies together. */
export function transpose(task: Transpose): void {
  const bytes = (<usize>task.length) << 2;
  const end = shareEnd(task.rows, 1);
  for (let row = shareBegin(task.rows, 1); row < end; row++) {
    const from = at(task.from, row * task.columns * task.length);
    for (let column = 0; column < task.columns; column++) {
      memory.copy(at(task.to, (column * task.rows + row) * task.length), from + <usize>column * bytes, bytes);
    }
  }
}

/** Threads divide the columns, so that each sum has one order. */
export function sumColumns(task: SumColumns): void {
  const end = shareEnd(task.columns, 16);
  for (let j = shareBegin(task.columns, 16); j < end; j += 4) {
    let sum = splat(0);
    for (let row = 0; row < task.rows; row++) sum = f32x4.add(sum, v128.load(at(task.from, row * task.stride + j)));
    storeLanes(at(task.to, j), sum, end - j);
  }
}
