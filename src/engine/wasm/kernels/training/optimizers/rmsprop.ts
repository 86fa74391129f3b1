import { Update } from '../../instructions';
import { flush, splat } from '../../vector';
import { blended, endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate. `first` is rho, `second` the momentum; without one there is no second slot. */
export function updateRmsprop(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const rho = splat(task.first);
  const rest = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const square = blended(task.slot0 + offset, rho, rest, f32x4.mul(g, g));
    let step = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(square, epsilon)));
    v128.store(task.slot0 + offset, square);
    if (task.slot1) {
      step = flush(f32x4.add(f32x4.mul(splat(task.second), v128.load(task.slot1 + offset)), step));
      v128.store(task.slot1 + offset, step);
    }
    v128.store(task.weights + offset, f32x4.sub(w, step));
  }
}
