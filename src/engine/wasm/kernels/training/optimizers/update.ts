import { Update } from '../../instructions';
import { shareBegin, shareEnd } from '../../threads/context';
import { flush } from '../../vector';
import { regularized, sumPenalties } from '../collect';

/**
 * What the optimizers share. src/experiment/training/optimizers states their formulas; each is one pass over weights, gradient and slots. The
 * pass also adds up the gradient's parts, adds the gradient of L1 / L2, and sums these terms for the loss; where gradients are clipped, that is
 * done before (collect.ts), and only the scale is left.
 */

/** The step's number at `index`, in every lane. */
@inline
export function scalar(task: Update, index: i32): v128 {
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
export function gradientAt(task: Update, offset: usize, weight: v128): v128 {
  const from = task.gradient + offset;
  const g = task.parts == 1 ? v128.load(from) : gathered(task, from);
  return regularized(g, weight, task.l1, task.l2);
}

/** Byte offset of the part's first weight; the L1 / L2 terms of the part are summed on the way. Arrays end in slack: the last four may reach over. */
export function firstOffset(task: Update): usize {
  const from = shareBegin(task.count, 16);
  if (task.l1 != 0 || task.l2 != 0) sumPenalties(task.weights, task.l1, task.l2, task.penalties, from, shareEnd(task.count, 16));
  return (<usize>from) << 2;
}

/** One past the byte offset of the part's last weight. */
@inline
export function endOffset(task: Update): usize {
  return (<usize>shareEnd(task.count, 16)) << 2;
}

/** keep * remembered + share * value. */
@inline
export function blended(slot: usize, keep: v128, share: v128, value: v128): v128 {
  return flush(f32x4.add(f32x4.mul(keep, v128.load(slot)), f32x4.mul(share, value)));
}
