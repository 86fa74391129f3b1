import { Multiply } from '../instructions';
import { cornerTable, runBuffer } from '../threads/scratch';
import { at, splat } from '../vector';

/**
 * Patches of a map, read in place. A patch's row (all its taps in one image row, `tapsX * channels` floats) lies in one piece in memory
 * unless it hangs over the map's edge, so a product over patches needs no im2col: only the pieces at the edge are copied, padded with zeros.
 */

/**
 * Writes down where the patches of the four grid places from `index` on begin (image after image, row by row), as corners 0 to 3. Places
 * after `last` repeat it. Counted on from the first, since a division takes longer than a dozen multiplications.
 */
export function placeCorners(task: Multiply, index: i32, last: i32): void {
  const area = task.gridHeight * task.gridWidth;
  const imageFloats = task.imageHeight * task.imageWidth * task.channels;
  let image = index / area;
  let gridY = (index - image * area) / task.gridWidth;
  let gridX = index - image * area - gridY * task.gridWidth;
  for (let slot = 0; slot < 4; slot++) {
    const corner = cornerTable() + (<usize>slot) * 12;
    store<u32>(corner, <u32>at(task.a, image * imageFloats));
    store<i32>(corner, gridY * task.step + task.offsetY, 4);
    store<i32>(corner, gridX * task.step + task.offsetX, 8);
    if (index + slot >= last) continue;
    if (++gridX < task.gridWidth) continue;
    gridX = 0;
    if (++gridY < task.gridHeight) continue;
    gridY = 0;
    image++;
  }
}

/** Address of floats [from, from + count) of row `tapY` of the patch at corner `slot`. */
export function patchRow(task: Multiply, slot: i32, tapY: i32, from: i32, count: i32): usize {
  const corner = cornerTable() + (<usize>slot) * 12;
  const y = load<i32>(corner, 4) + tapY;
  const x = load<i32>(corner, 8);
  if (<u32>y >= <u32>task.imageHeight) return runBuffer(0);
  const start = at(<usize>load<u32>(corner), (y * task.imageWidth + x) * task.channels + from);
  if (x >= 0 && x + task.tapsX <= task.imageWidth) return start;
  return hangingRow(task, runBuffer(1 + slot), start, x, from, count);
}

/** Copies the part of a patch row that lies on the map, zeros around it. `start` is where the wanted floats would begin. */
function hangingRow(task: Multiply, to: usize, start: usize, x: i32, from: i32, count: i32): usize {
  const firstTap = max(0, -x);
  const endTap = min(task.tapsX, task.imageWidth - x);
  const first = min(max(firstTap * task.channels - from, 0), count);
  const end = max(min(endTap * task.channels - from, count), first);
  for (let i = 0; i < count; i += 4) v128.store(at(to, i), splat(0));
  if (((first | end) & 3) == 0) {
    for (let i = first; i < end; i += 4) v128.store(at(to, i), v128.load(at(start, i)));
  } else {
    for (let i = first; i < end; i++) f32.store(at(to, i), f32.load(at(start, i)));
  }
  return to;
}
