import { Update } from '../../instructions';
import { splat } from '../../vector';
import { endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate. */
export function updateAdagrad(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const epsilon = splat(task.epsilon);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const squares = f32x4.add(v128.load(task.slot0 + offset), f32x4.mul(g, g));
    v128.store(task.slot0 + offset, squares);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(squares, epsilon)))));
  }
}
