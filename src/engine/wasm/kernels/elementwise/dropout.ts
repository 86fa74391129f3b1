import { shareBegin, shareEnd } from '../threads/context';
import { Dropout } from '../instructions';
import { at, splat } from '../vector';

/** Multiplies by the mask of src/engine/dropout.ts, which says what the numbers below are: nothing is stored, backward hashes again. */
export function dropout(task: Dropout): void {
  const end = shareEnd(task.count, 16);
  const begin = shareBegin(task.count, 16);
  const key = i32x4.splat(load<i32>(task.key));
  const threshold = i32x4.splat(task.threshold);
  const kept = splat(task.kept);
  let position = i32x4.add(i32x4.splat(task.first + begin), i32x4(0, 1, 2, 3));
  for (let i = begin; i < end; i += 4) {
    const dropped = i32x4.lt_u(hash(key, position), threshold);
    v128.store(at(task.y, i), v128.andnot(f32x4.mul(v128.load(at(task.x, i)), kept), dropped));
    position = i32x4.add(position, i32x4.splat(4));
  }
}

/** `elementHash` of four elements. */
@inline
function hash(key: v128, position: v128): v128 {
  let h = v128.xor(key, i32x4.mul(position, i32x4.splat(0x9e3779b1)));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
