import { Update } from '../../instructions';
import { flush, splat } from '../../vector';
import { blended, endOffset, firstOffset, gradientAt, scalar } from './update';

/** Scalars: learning rate / (1 - beta1^t). `first` and `second` are the betas. */
export function updateAdamax(task: Update): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const beta1 = splat(task.first);
  const beta2 = splat(task.second);
  const rest1 = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = blended(task.slot0 + offset, beta1, rest1, g);
    const largest = flush(f32x4.max(f32x4.mul(beta2, v128.load(task.slot1 + offset)), f32x4.abs(g)));
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, largest);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, mean), f32x4.add(largest, epsilon))));
  }
}
