import { regularized, sumPenalties } from './collect';
import { shareBegin, shareEnd } from './context';
import { Update } from './instructions';
import { flush, splat } from './vector';

/**
 * The optimizers of src/experiment/training/optimizers.ts (which states the formulas), each in one pass over weights, gradient and memories.
 * The pass also adds up the gradient's parts, adds the gradient of L1 / L2, and sums these terms for the loss; where gradients are clipped,
 * that is done before (collect.ts), and only the scale is left.
 */

@inline
function scalar(task: Update, index: i32): v128 {
  return v128.load32_splat(task.scalars + ((<usize>index) << 2));
}

/** A gradient that is not one part alone: the sum of several, or whole and to be scaled. */
@inline
function gathered(task: Update, first: usize): v128 {
  let from = first;
  let g = v128.load(from);
  if (task.parts == 0) return f32x4.mul(g, v128.load32_splat(task.scale));
  for (let i = 1; i < task.parts; i++) {
    from += task.partStride;
    g = f32x4.add(g, v128.load(from));
  }
  return g;
}

/** The gradient at byte `offset`, parts summed in their order, L1 / L2 included. */
@inline
function gradientAt(task: Update, offset: usize, weight: v128): v128 {
  const from = task.gradient + offset;
  const g = task.parts == 1 ? v128.load(from) : gathered(task, from);
  return regularized(g, weight, task.l1, task.l2);
}

/** First of the part's weights; their L1 / L2 terms are summed on the way. Arrays end in slack: the last four may reach over. */
function begin(task: Update): i32 {
  const from = shareBegin(task.count, 16);
  if (task.l1 != 0 || task.l2 != 0) sumPenalties(task.weights, task.l1, task.l2, task.penalties, from, shareEnd(task.count, 16));
  return from;
}

/** Scalars: learning rate. */
export function updateSgd(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.mul(rate, gradientAt(task, offset, w))));
  }
}

/** Scalars: learning rate. `first` is the momentum. */
export function updateMomentum(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const momentum = splat(task.first);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const step = f32x4.mul(rate, gradientAt(task, offset, w));
    const velocity = flush(f32x4.sub(f32x4.mul(momentum, v128.load(task.slot0 + offset)), step));
    const move = task.nesterov ? f32x4.sub(f32x4.mul(momentum, velocity), step) : velocity;
    v128.store(task.slot0 + offset, velocity);
    v128.store(task.weights + offset, f32x4.add(w, move));
  }
}

/** Scalars: learning rate. `first` is rho, `second` the momentum; without one there is no second memory. */
export function updateRmsprop(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const rho = splat(task.first);
  const rest = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const square = flush(f32x4.add(f32x4.mul(rho, v128.load(task.slot0 + offset)), f32x4.mul(rest, f32x4.mul(g, g))));
    let step = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(square, epsilon)));
    v128.store(task.slot0 + offset, square);
    if (task.slot1) {
      step = flush(f32x4.add(f32x4.mul(splat(task.second), v128.load(task.slot1 + offset)), step));
      v128.store(task.slot1 + offset, step);
    }
    v128.store(task.weights + offset, f32x4.sub(w, step));
  }
}

/** Adam and AdamW, which differ in whether the weights are shrunk first. */
@inline
function adam(task: Update, decays: bool): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const correction = scalar(task, 1);
  const beta1 = splat(task.first);
  const beta2 = splat(task.second);
  const rest1 = splat(1 - task.first);
  const rest2 = splat(1 - task.second);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    let w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = flush(f32x4.add(f32x4.mul(beta1, v128.load(task.slot0 + offset)), f32x4.mul(rest1, g)));
    const square = flush(f32x4.add(f32x4.mul(beta2, v128.load(task.slot1 + offset)), f32x4.mul(rest2, f32x4.mul(g, g))));
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, correction)), epsilon);
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, square);
    if (decays) w = f32x4.sub(w, f32x4.mul(scalar(task, 2), w));
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, mean), deviation)));
  }
}

/** Scalars: learning rate / (1 - beta1^t), 1 / (1 - beta2^t). `first` and `second` are the betas. */
export function updateAdam(task: Update): void {
  adam(task, false);
}

/** Scalars: those of Adam, then learning rate * weight decay. */
export function updateAdamw(task: Update): void {
  adam(task, true);
}

/** Scalars: what multiplies the mean (learning rate included), 1 / (1 - beta2^t), what multiplies the gradient. The betas as Adam's. */
export function updateNadam(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const correction = scalar(task, 1);
  const ahead = scalar(task, 2);
  const beta1 = splat(task.first);
  const beta2 = splat(task.second);
  const rest1 = splat(1 - task.first);
  const rest2 = splat(1 - task.second);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = flush(f32x4.add(f32x4.mul(beta1, v128.load(task.slot0 + offset)), f32x4.mul(rest1, g)));
    const square = flush(f32x4.add(f32x4.mul(beta2, v128.load(task.slot1 + offset)), f32x4.mul(rest2, f32x4.mul(g, g))));
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, correction)), epsilon);
    const step = f32x4.add(f32x4.mul(rate, mean), f32x4.mul(ahead, g));
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, square);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(step, deviation)));
  }
}

/** Scalars: learning rate / (1 - beta1^t). `first` and `second` are the betas. */
export function updateAdamax(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const beta1 = splat(task.first);
  const beta2 = splat(task.second);
  const rest1 = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = flush(f32x4.add(f32x4.mul(beta1, v128.load(task.slot0 + offset)), f32x4.mul(rest1, g)));
    const largest = flush(f32x4.max(f32x4.mul(beta2, v128.load(task.slot1 + offset)), f32x4.abs(g)));
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, largest);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, mean), f32x4.add(largest, epsilon))));
  }
}

/** Scalars: learning rate. */
export function updateAdagrad(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const squares = f32x4.add(v128.load(task.slot0 + offset), f32x4.mul(g, g));
    v128.store(task.slot0 + offset, squares);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(squares, epsilon)))));
  }
}

/** Scalars: learning rate. `first` is rho. */
export function updateAdadelta(task: Update): void {
  const end = shareEnd(task.count, 16);
  const rate = scalar(task, 0);
  const rho = splat(task.first);
  const rest = splat(1 - task.first);
  const epsilon = splat(task.epsilon);
  for (let i = begin(task); i < end; i += 4) {
    const offset = (<usize>i) << 2;
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const delta = v128.load(task.slot1 + offset);
    const square = flush(f32x4.add(f32x4.mul(rho, v128.load(task.slot0 + offset)), f32x4.mul(rest, f32x4.mul(g, g))));
    const ratio = f32x4.sqrt(f32x4.div(f32x4.add(delta, epsilon), f32x4.add(square, epsilon)));
    const step = f32x4.mul(g, ratio);
    v128.store(task.slot0 + offset, square);
    v128.store(task.slot1 + offset, flush(f32x4.add(f32x4.mul(rho, delta), f32x4.mul(rest, f32x4.mul(step, step)))));
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.mul(rate, step)));
  }
}
