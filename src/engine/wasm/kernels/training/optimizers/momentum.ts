import { Update } from '../../instructions';
import { flush, splat } from '../../vector';
import { endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate. `first` is the momentum. */
export function updateMomentum(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const momentum = splat(task.first);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    const step = f32x4.mul(rate, gradientAt(task, offset, w));
    const velocity = flush(f32x4.sub(f32x4.mul(momentum, v128.load(task.slot0 + offset)), step));
    const move = task.nesterov ? f32x4.sub(f32x4.mul(momentum, velocity), step) : velocity;
    v128.store(task.slot0 + offset, velocity);
    v128.store(task.weights + offset, f32x4.add(w, move));
  }
}
