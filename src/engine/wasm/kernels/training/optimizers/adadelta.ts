import { Update } from '../../instructions';
import { splat } from '../../vector';
import { blended, endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate. `first` is rho. */
export function updateAdadelta(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const rho = splat(task.first);
  const rest = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const delta = v128.load(task.slot1 + offset);
    const square = blended(task.slot0 + offset, rho, rest, f32x4.mul(g, g));
    const ratio = f32x4.sqrt(f32x4.div(f32x4.add(delta, epsilon), f32x4.add(square, epsilon)));
    const step = f32x4.mul(g, ratio);
    v128.store(task.slot0 + offset, square);
    v128.store(task.slot1 + offset, blended(task.slot1 + offset, rho, rest, f32x4.mul(step, step)));
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.mul(rate, step)));
  }
}
