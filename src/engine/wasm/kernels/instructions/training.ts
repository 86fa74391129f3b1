/** Loss, gradients made whole, and the step. */

/** Loss of a batch of logits against classes, and its gradient (both divided by `whole`). */
@unmanaged
export class Loss {
  logits: usize;
  gradient: usize;
  targets: usize;
  indices: usize;
  count: i32;
  /** Images of the whole batch, of which these may be a share. */
  whole: i32;
  classes: i32;
  /** How much an image counts, a float a class; 0 where all count alike. */
  classWeights: usize;
  /** Mean loss and number of right answers, two floats. */
  result: usize;
}

/** Loss of a batch of single outputs against numbers, and its gradient (both divided by `whole`). */
@unmanaged
export class NumberLoss {
  outputs: usize;
  gradient: usize;
  /** A float for each row of the data set. */
  numbers: usize;
  indices: usize;
  count: i32;
  /** Rows of the whole batch, of which these may be a share. */
  whole: i32;
  /** Mean loss, and the sum of 1 - d^2 over the rows, two floats. */
  result: usize;
}

/** Makes a weight array's gradient whole, before it is clipped: its parts are summed into the first, L1 / L2 included. */
@unmanaged
export class Collect {
  weights: usize;
  gradient: usize;
  parts: i32;
  /** Bytes between two parts. */
  partStride: i32;
  count: i32;
  l1: f32;
  l2: f32;
  /** A double for each part, where the L1 / L2 terms go. */
  penalties: usize;
  /** Each number is held within -limit and limit; 0 for no such limit. */
  limit: f32;
  /** A double for each part, where the sum of the squares goes, or 0. */
  squares: usize;
}

/** scales[i] = limit / max(norm, limit), the norm being the root of the sum of the i-th `length` doubles of `squares`. */
@unmanaged
export class LimitNorms {
  squares: usize;
  length: i32;
  count: i32;
  limit: f32;
  scales: usize;
}

/** One optimizer's step on one weight array. */
@unmanaged
export class Update {
  weights: usize;
  gradient: usize;
  /** The gradient is the sum of so many parts, `partStride` bytes apart; 0 where it is whole, to be multiplied by the float at `scale`. */
  parts: i32;
  partStride: i32;
  count: i32;
  slot0: usize;
  slot1: usize;
  /** Address of the step's numbers: learning rate, then the optimizer's own. */
  scalars: usize;
  /** The optimizer's constants. */
  first: f32;
  second: f32;
  epsilon: f32;
  nesterov: i32;
  l1: f32;
  l2: f32;
  /** A double for each part, where the L1 / L2 terms go. */
  penalties: usize;
  scale: usize;
}

/** Writes the step's loss (L1 / L2 included) and hits to the place that `cursor` points to. */
@unmanaged
export class FinishStep {
  result: usize;
  /** So many doubles, whose sum is the L1 / L2 terms. */
  penalties: usize;
  penaltyCount: i32;
  losses: usize;
  correct: usize;
  /** Address of the index to write to. */
  cursor: usize;
}
