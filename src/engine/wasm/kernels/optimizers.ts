import { part, shareBegin, shareEnd } from './context';
import { Update } from './instructions';
import { flush, fma, splat, total } from './vector';

/**
 * The optimizers of src/experiment/training/optimizers.ts (which states the formulas), each in one pass over weights, gradient and memories.
 * The pass also adds up the gradient's parts, adds the gradient of L1 / L2, and sums these terms for the loss.
 */

/** Weights that one L1 / L2 sum of floats covers before it is added to the double. */
const STRETCH: i32 = 4096;

@inline
function scalar(task: Update, index: i32): v128 {
  return v128.load32_splat(task.scalars + ((<usize>index) << 2));
}

/** The loss's gradient at byte `offset`, parts summed in their order, L1 / L2 included. */
@inline
function gradientAt(task: Update, offset: usize, weight: v128): v128 {
  let from = task.gradient + offset;
  let g = v128.load(from);
  for (let i = 1; i < task.parts; i++) {
    from += task.partStride;
    g = f32x4.add(g, v128.load(from));
  }
  if (task.l2 != 0) g = fma(splat(2 * task.l2), weight, g);
  if (task.l1 != 0) {
    const l1 = splat(task.l1);
    const zero = splat(0);
    const positive = v128.and(l1, f32x4.gt(weight, zero));
    g = f32x4.add(g, f32x4.sub(positive, v128.and(l1, f32x4.lt(weight, zero))));
  }
  return g;
}

/** Adds l1 |w| + l2 w^2 of these weights to the part's double. */
function addPenalties(task: Update, from: i32, end: i32): void {
  const to = task.penalties + ((<usize>part) << 6);
  const l1 = splat(task.l1);
  const l2 = splat(task.l2);
  for (let stretch = from; stretch < end; stretch += STRETCH) {
    const stretchEnd = min(stretch + STRETCH, end);
    let sum = splat(0);
    let i = stretch;
    for (; i + 4 <= stretchEnd; i += 4) {
      const w = v128.load(task.weights + ((<usize>i) << 2));
      sum = fma(fma(l2, w, v128.bitselect(l1, f32x4.neg(l1), f32x4.ge(w, splat(0)))), w, sum);
    }
    let all = total(sum);
    for (; i < stretchEnd; i++) {
      const w = f32.load(task.weights + ((<usize>i) << 2));
      all += task.l1 * abs(w) + task.l2 * w * w;
    }
    f64.store(to, f64.load(to) + <f64>all);
  }
}

/** First of the part's weights; their L1 / L2 terms are added up on the way. Arrays end in slack: the last four may reach over. */
function begin(task: Update): i32 {
  const from = shareBegin(task.count, 16);
  if (task.l1 != 0 || task.l2 != 0) addPenalties(task, from, shareEnd(task.count, 16));
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

/** Scalars: learning rate / (1 - beta1^t), 1 / (1 - beta2^t). `first` and `second` are the betas. */
export function updateAdam(task: Update): void {
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
    const w = v128.load(task.weights + offset);
    const g = gradientAt(task, offset, w);
    const mean = flush(f32x4.add(f32x4.mul(beta1, v128.load(task.slot0 + offset)), f32x4.mul(rest1, g)));
    const square = flush(f32x4.add(f32x4.mul(beta2, v128.load(task.slot1 + offset)), f32x4.mul(rest2, f32x4.mul(g, g))));
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, correction)), epsilon);
    v128.store(task.slot0 + offset, mean);
    v128.store(task.slot1 + offset, square);
    v128.store(task.weights + offset, f32x4.sub(w, f32x4.div(f32x4.mul(rate, mean), deviation)));
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
