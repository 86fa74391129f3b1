import { Update } from '../../instructions';
import { splat } from '../../vector';
import { blended, endOffset, firstOffset, gradientAt, scalar } from './update';

/** Adam, AdamW (`decays`: the weights are shrunk first) and Nadam (`looksAhead`: the gradient itself takes part in the step). */
@inline
function adam(task: Update, decays: bool, looksAhead: bool): void {
  const end = endOffset(task);
  const rate = scalar(task, 0);
  const correction = scalar(task, 1);
  const third = scalar(task, 2);
  const beta1 = splat(task.first);
  const beta2 = splat(task.second);
  const rest1 = splat(1 - task.first);
  const rest2 = splat(1 - task.second);
  const epsilon = splat(task.epsilon);
  for (let offset = firstOffset(task); offset < end; offset += 16) {
    let w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = blended(task.slot0 + offset, beta1, rest1, g);
    const square = blended(task.slot1 + offset, beta2, rest2, f32x4.mul(g, g));
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, correction)), epsilon);
    let step = f32x4.mul(rate, mean);
    if (looksAhead) step = f32x4.add(step, f32x4.mul(third, g));
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, square);
    if (decays) w = f32x4.sub(w, f32x4.mul(third, w));
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(step, deviation)));
  }
}

/** Scalars: learning rate / (1 - beta1^t), 1 / (1 - beta2^t). `first` and `second` are the betas. */
export function updateAdam(task: Update): void {
  adam(task, false, false);
}

/** Scalars: those of Adam, then learning rate * weight decay. */
export function updateAdamw(task: Update): void {
  adam(task, true, false);
}

/** Scalars: what multiplies the mean (learning rate included), 1 / (1 - beta2^t), what multiplies the gradient. The betas as Adam's. */
export function updateNadam(task: Update): void {
  adam(task, false, true);
}
