import { Update } from '../../instructions';
import { endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate. */
export function updateSgd(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.mul(rate, gradientAt(task, offset, w))));
  }
}
